// SPDX-License-Identifier: EUPL-1.2
#include "tests/erasure/world.hpp"

#include <rocksdb/db.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/destroyed_keys.hpp"
#include "app/opening.hpp"
#include "app/streams.hpp"
#include "crypto/random.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "vault/store.hpp"

namespace telaio::erasure_test {
namespace {

namespace fs = std::filesystem;

// Monday 2 March 2026, 9:00 UTC.
constexpr Instant opening_hour = Instant::from_micros(1'772'442'000'000'000);
const fs::path source(TELAIO_SOURCE_DIR);

// Each command waits for a sync: in memory it takes a fifth of the time.
fs::path new_folder() {
  std::error_code missing;
  const fs::path memory = "/dev/shm";
  const auto parent = fs::is_directory(memory, missing) ? memory : fs::temp_directory_path();
  return parent / ("telaio-erasure-test-" + to_string(crypto::random_uuid()));
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t hits(const std::string& content, const std::vector<std::string>& marks) {
  return static_cast<std::size_t>(std::ranges::count_if(
      marks, [&](const std::string& mark) { return content.find(mark) != std::string::npos; }));
}

// Keys and values of every family.
std::string rows_of(const fs::path& database) {
  std::vector<std::string> names;
  rocksdb::DBOptions options;
  options.max_open_files = -1;
  if (!rocksdb::DB::ListColumnFamilies(options, database.string(), &names).ok()) return {};
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const auto status =
      rocksdb::DB::OpenForReadOnly(options, database.string(), families, &handles, &opened);
  if (!status.ok()) throw std::runtime_error(status.ToString());
  const std::unique_ptr<rocksdb::DB> owner(opened);
  std::string rows;
  for (auto* handle : handles) {
    {
      const std::unique_ptr<rocksdb::Iterator> row(
          owner->NewIterator(rocksdb::ReadOptions(), handle));
      for (row->SeekToFirst(); row->Valid(); row->Next()) {
        rows += row->key().ToString() + row->value().ToString() + "\n";
      }
      if (!row->status().ok()) throw std::runtime_error(row->status().ToString());
    }
    owner->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  return rows;
}

// What a use case answered; throws the code of what refused it.
template <class Executed>
auto must(Executed executed) {
  if (!executed) throw std::runtime_error(std::string(app::code_of(executed.error())));
  return std::move(*executed);
}

}  // namespace

std::vector<std::string> Canaries::all() const {
  std::vector<std::string> marks = plaintexts;
  marks.insert(marks.end(), wrapped_keys.begin(), wrapped_keys.end());
  marks.insert(marks.end(), ciphertexts.begin(), ciphertexts.end());
  return marks;
}

World::World(std::uint64_t seed) : root_(new_folder()), random_(seed), clock_(opening_hour) {
  fs::create_directories(root_);
  auto catalogue = app::load_catalogue(source / "config/codes");
  installation_ = tools::Installation::create(data(), std::move(catalogue).value(), clock_).value();
  add_officer(archivist_, "archivista", schema::Role::head);
  add_officer(custodian_, "custode", schema::Role::administrator);
}

World::~World() {
  installation_.reset();
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

bool World::open(std::string* why) {
  installation_.reset();
  auto catalogue = app::load_catalogue(source / "config/codes");
  auto opened = tools::Installation::open(data(), std::move(catalogue).value(), clock_);
  if (!opened) {
    if (why != nullptr) *why = opened.error().code + ": " + opened.error().detail;
    return false;
  }
  installation_ = std::move(*opened);
  return true;
}

void World::days_pass(int days) {
  clock_.set(clock_.now().plus_seconds(std::int64_t{days} * 86'400));
}

std::string World::random_word(std::size_t letters) {
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string word;
  while (word.size() < letters) word.push_back(static_cast<char>(letter(random_)));
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

void World::add_officer(app::Actor& officer, const std::string& user, schema::Role role) {
  const auto granting = crypto::random_id<OperatorId>();
  officer = {crypto::random_id<OperatorId>(), role, Code(), installation_->catalogue().lead_comune};
  domain::ChangeAuthorisation command;
  command.operator_id = officer.id;
  command.role = role;
  command.from = Date::of(2026, 1, 1);
  command.granted_by = granting;
  command.surname = random_word(12);
  command.given_name = random_word(9);
  auto request = tools::disposal_request({granting, schema::Role::system, Code(), officer.body});
  must(app::execute(installation_->transactor(), request, command));
  if (!installation_->vault().accounts().create(officer.id, user, password, false)) {
    throw std::runtime_error("no account for " + user);
  }
}

Subject World::register_person() {
  Subject subject{crypto::random_id<PersonId>(), {}};
  const auto text = [&](std::size_t letters) {
    subject.texts.push_back(random_word(letters));
    return subject.texts.back();
  };
  const Date today = Date::of(2026, 3, 1);
  const auto request = [&] { return tools::disposal_request(archivist_); };
  domain::RegisterPerson person;
  person.person = subject.id;
  person.surname = text(14);
  person.given_name = text(12);
  person.birth.year = 1950;
  person.birth_place = text(11);
  person.sex = schema::Sex::female;
  person.phone = "39" + std::to_string(random_() % 90'000'000 + 10'000'000);
  subject.texts.push_back(person.phone);
  person.citizenships = {100};
  person.source = schema::PersonSource::person;
  person.on = today;
  must(app::execute(installation_->transactor(), request(), person));
  domain::ChangeResidence moved;
  moved.person = subject.id;
  moved.comune = installation_->catalogue().lead_comune;
  moved.street = "Via " + text(16) + " 7";
  moved.from = today;
  moved.source = schema::PersonSource::person;
  must(app::execute(installation_->transactor(), request(), moved));
  add_protected_part(subject, text(18));
  return subject;
}

CaseId World::open_case(const Subject& subject) {
  domain::TakeInCharge command;
  command.case_file = crypto::random_id<CaseId>();
  command.number = Code("SSG-2026-0001");
  command.subjects = {subject.id};
  command.area = Code("FAM_MIN");
  command.competent_comune = installation_->catalogue().lead_comune;
  command.reason = Code("request");
  command.on = Date::of(2026, 3, 1);
  command.case_manager = archivist_.id;
  command.unit = Code("SSG");
  must(app::execute(installation_->transactor(), tools::disposal_request(archivist_), command));
  return command.case_file;
}

// No command of the domain seals anything of class P5 yet; the log and the vault know it.
void World::add_protected_part(const Subject& subject, const std::string& text) {
  const auto event = crypto::random_id<EventId>();
  vault::Vault& vault = installation_->vault();
  const auto key = vault.protected_key(event, subject.id).value();
  schema::PrivateT content;
  schema::StreetAddressT street;
  street.street = text;
  content.content.Set(std::move(street));
  const vault::PartPlace place{event, "ResidenceChanged", 0};
  Bytes sealed = vault.seal(place, key, schema::encode(content)).value();
  schema::ResidenceChangedT moved;
  moved.person = crypto::random_id<PersonId>();  // The log does not say whose it is.
  schema::HeaderT header;
  header.event = event;
  header.fact.Set(std::move(moved));
  header.visibility = schema::VisibilityClass::p5;
  const auto digest = crypto::sha256(sealed);
  std::array<std::uint8_t, crypto::sha256_size> raw;
  std::ranges::transform(digest, raw.begin(),
                         [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  header.parts.push_back(
      {flatbuffers::Pack(Uuid{}), flatbuffers::span<const std::uint8_t, crypto::sha256_size>(raw),
       static_cast<std::uint32_t>(sealed.size()), key.key_id, schema::VisibilityClass::p5});
  log::Commit commit;
  commit.command = crypto::random_id<CommandId>();
  commit.writes.push_back({app::streams::person(crypto::random_id<PersonId>()),
                           log::Expectation::none(),
                           {log::NewEvent{schema::encode(header), {std::move(sealed)}}}});
  const auto outcome = log::append_and_wait(installation_->events(), std::move(commit));
  if (!std::holds_alternative<log::Appended>(outcome)) throw std::runtime_error("not appended");
}

Canaries World::canaries_of(const Subject& subject) {
  Canaries canaries;
  canaries.plaintexts = subject.texts;
  const auto keys = installation_->vault().keys_of(subject.id).value();
  const auto parts =
      app::parts_under(installation_->events(), app::DestroyedKeys(keys.begin(), keys.end()));
  for (const app::KeyedPart& part : parts.value()) {
    const auto page = installation_->events().read_all(part.ref.position, {.events_max = 1});
    canaries.ciphertexts.emplace_back(as_text(*page.value().events.front().parts[part.ref.part]));
  }
  // The wrapped keys by name, out of the vault's own rows.
  const std::string rows = rows_of(installation_->paths().vault);
  for (const vault::KeyRef& key : keys) {
    const std::string name(as_text(vault::encode(key)));
    const std::size_t at = rows.find(name);
    if (at == std::string::npos) throw std::runtime_error("a key has no row");
    canaries.wrapped_keys.push_back(rows.substr(at + name.size() + 4, 40));
  }
  return canaries;
}

domain::DisposalId World::authorise(const Subject& subject) {
  const auto disposal = crypto::random_id<domain::DisposalId>();
  const domain::RequestErasure asked{subject.id, disposal, Code("term_ended"), archivist_.id};
  must(app::execute(installation_->transactor(), tools::disposal_request(archivist_), asked));
  const domain::AuthoriseDisposal act{subject.id,   disposal,     Code("VII.12"),
                                      Code("SAB"),  Code("1234"), Date::of(2026, 2, 27),
                                      archivist_.id};
  must(app::execute(installation_->transactor(), tools::disposal_request(archivist_), act));
  return disposal;
}

Result<std::optional<tools::ErasureOutcome>, app::Failure> World::execute(
    const Subject& subject, const domain::DisposalId& disposal, const tools::AfterStep& after) {
  return tools::execute_erasure(*installation_, {subject.id, disposal, custodian_}, clock_, after);
}

tools::ErasureOutcome World::erase(const Subject& subject) {
  return *must(execute(subject, authorise(subject)));
}

std::size_t World::parts_that_open(const Subject& subject) {
  std::size_t open = 0;
  const app::Opening opening(installation_->events(), installation_->vault());
  const std::uint64_t size = installation_->events().head().size;
  for (log::Position at = 0; at < size;) {
    const auto page = installation_->events().read_all(at, {}).value();
    for (const auto& stored : page.events) {
      at = stored.position + 1;
      for (std::uint16_t number = 0; number < stored.parts.size(); ++number) {
        const auto part = opening.part(stored, number);
        if (!part || !part->content) continue;
        schema::PrivateT content;
        content.content = *part->content;
        const Bytes plain = schema::encode(content);
        if (hits(std::string(as_text(plain)), subject.texts) > 0) ++open;
      }
    }
  }
  return open;
}

std::size_t hits_in_files(const fs::path& folder, const std::vector<std::string>& marks) {
  std::size_t found = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) found += hits(content_of(entry.path()), marks);
  }
  return found;
}

std::size_t hits_in_databases(const fs::path& folder, const std::vector<std::string>& marks) {
  std::size_t found = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() == "CURRENT") {
      found += hits(rows_of(entry.path().parent_path()), marks);
    }
  }
  return found;
}

}  // namespace telaio::erasure_test
