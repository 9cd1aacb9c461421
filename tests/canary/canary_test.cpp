// SPDX-License-Identifier: EUPL-1.2
// No name, identifier, street, contact or free text of the demonstration families stands in clear
// anywhere in the data folder: neither in raw bytes, nor in what the databases hand out once their
// blocks are decompressed (a name inside a compressed block is not found by a raw search).
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <fstream>
#include <set>
#include <sstream>

#include "app/monthly_run.hpp"
#include "app/opening.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "schemas/read.hpp"
#include "tools/generator/demo.hpp"

namespace telaio {
namespace {

const Date until = Date::of(2026, 3, 20);
const std::filesystem::path source(TELAIO_SOURCE_DIR);

// Shorter ones are met by chance in megabytes of ciphertext.
constexpr std::size_t canary_size_min = 6;

class Folder {
 public:
  Folder()
      : path(std::filesystem::temp_directory_path() /
             ("telaio-canary-" + to_string(crypto::random_uuid()))) {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

void add(std::set<std::string>& canaries, const std::string& text) {
  if (text.size() >= canary_size_min) canaries.insert(text);
}

void add_all(std::set<std::string>& canaries, const schema::PrivateFactUnion& content) {
  if (const auto* identity = content.AsPersonIdentity()) {
    add(canaries, identity->surname);
    add(canaries, identity->phone);
  }
  if (const auto* value = content.AsIdentifierValue()) add(canaries, value->value);
  if (const auto* address = content.AsStreetAddress()) add(canaries, address->street);
  if (const auto* note = content.AsContactNote()) add(canaries, note->text);
  if (const auto* text = content.AsInterventionText()) add(canaries, text->text);
  if (const auto* text = content.AsFinalEvaluation()) add(canaries, text->text);
  if (const auto* text = content.AsCorrectedText()) add(canaries, text->text);
  if (const auto* isee = content.AsIseeDetails()) add(canaries, isee->dsu_number);
  if (const auto* name = content.AsOperatorName()) add(canaries, name->surname);
  if (const auto* number = content.AsNoticeNumber()) add(canaries, number->iuv);
}

// Everything that was sealed, opened: the search is for what really is in there.
std::set<std::string> canaries_of(tools::Installation& installation) {
  std::set<std::string> canaries;
  const app::Opening opening(installation.events(), installation.vault());
  for (log::Position next = 0;;) {
    const auto page = installation.events().read_all(next, log::ReadLimits{});
    for (const auto& stored : page->events) {
      for (std::uint16_t number = 0; number < stored.parts.size(); ++number) {
        const auto opened = opening.part(stored, number);
        EXPECT_TRUE(opened && opened->content) << "position " << stored.position;
        if (opened && opened->content) add_all(canaries, *opened->content);
      }
      next = stored.position + 1;
    }
    if (page->end) return canaries;
  }
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

using Hits = std::set<std::string>;

void search(const std::string& bytes, const std::set<std::string>& canaries, Hits& hits) {
  for (const auto& canary : canaries) {
    if (bytes.find(canary) != std::string::npos) hits.insert(canary);
  }
}

void search_files(const std::filesystem::path& folder, const std::set<std::string>& canaries,
                  Hits& hits) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    search(content_of(entry.path()), canaries, hits);
  }
  EXPECT_GT(files, 0U) << folder;
}

void search_database(const std::filesystem::path& folder, const std::set<std::string>& canaries,
                     Hits& hits) {
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), folder, &names).ok()) << folder;
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  ASSERT_TRUE(
      rocksdb::DB::OpenForReadOnly(rocksdb::DBOptions(), folder, families, &handles, &opened).ok());
  const std::unique_ptr<rocksdb::DB> database(opened);
  std::string records;
  for (auto* handle : handles) {
    const std::unique_ptr<rocksdb::Iterator> rows(
        database->NewIterator(rocksdb::ReadOptions(), handle));
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      records.append(rows->key().data(), rows->key().size());
      records.append(rows->value().data(), rows->value().size());
      records.push_back('\n');
    }
    EXPECT_TRUE(rows->status().ok());
  }
  EXPECT_FALSE(records.empty()) << folder;
  search(records, canaries, hits);
  for (auto* handle : handles) database->DestroyColumnFamilyHandle(handle);
}

struct Demo {
  Folder folder;
  ManualClock clock{rome_day_start(until)};
  std::unique_ptr<tools::Installation> installation;
  log::DataPaths paths;

  Demo() {
    auto catalogue = app::load_catalogue(source / "config/codes");
    generator::Plan plan;
    plan.families = 12;
    plan.years = 1;
    plan.until = until;
    clock.set(rome_day_start(plan.from()));
    installation = *tools::Installation::create(folder.path / "data", std::move(*catalogue), clock);
    paths = installation->paths();
    generator::load_demo(*installation, clock, plan, source / "config", [](Date, std::uint64_t) {});
    issue_notices();
    EXPECT_TRUE(installation->views().catch_up());
  }

  // The demonstration sends no invoices: a month of both Comuni is, so that there are IUVs to find.
  void issue_notices() {
    std::uint64_t notices = 0;
    for (const Code& comune : installation->catalogue().lists.comuni) {
      app::MonthlyRunQuestion question;
      question.comune = comune;
      question.month = add_months(first_of_month(until), -1);
      question.due_on = until.plus_days(app::invoice_due_days);
      const app::Actor actor{OperatorId(), schema::Role::system, Code(), comune};
      const auto run = app::monthly_run(installation->transactor(), actor, question, {});
      ASSERT_TRUE(run);
      notices += run->notices;
    }
    EXPECT_GT(notices, 0U);
  }

  Hits search_everything(const std::set<std::string>& canaries) {
    installation.reset();  // What is in memory only is not on disk yet.
    Hits hits;
    search_files(folder.path, canaries, hits);
    search_database(paths.log, canaries, hits);
    search_database(paths.vault, canaries, hits);
    search_database(paths.views, canaries, hits);
    return hits;
  }
};

TEST(Canary, NothingOfTheFamiliesStandsInClearOnDisk) {
  Demo demo;
  const auto canaries = canaries_of(*demo.installation);
  ASSERT_GT(canaries.size(), 100U);
  EXPECT_EQ(demo.search_everything(canaries), Hits{});
}

// The search itself must be able to fail: a build that leaks one name is caught.
TEST(Canary, OneLeakedNameIsFound) {
  Demo demo;
  const auto canaries = canaries_of(*demo.installation);
  const std::string leaked = *canaries.begin();
  schema::RegulationPublishedT fact;
  fact.regulation = crypto::random_id<RegulationId>();
  fact.service_code = Code("SAD");
  fact.authority = leaked;  // A public text where a name does not belong.
  app::CommandRequest request;
  request.command = crypto::random_id<CommandId>();
  auto& transactor = demo.installation->transactor();
  const auto written = transactor.run(request, [&]() -> Result<app::Plan, app::Failure> {
    std::vector<domain::NewEvent> events;
    events.push_back(domain::event(std::move(fact), schema::VisibilityClass::p0, until));
    return app::on_stream(app::streams::regulation(crypto::random_id<RegulationId>()),
                          log::Expectation::none(), std::move(events));
  });
  ASSERT_TRUE(written);
  EXPECT_EQ(demo.search_everything(canaries), Hits{leaked});
}

}  // namespace
}  // namespace telaio
