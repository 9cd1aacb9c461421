// SPDX-License-Identifier: EUPL-1.2
// The bytes of every fact that was ever released are decoded for ever. A file is written once, by
// this test run with TELAIO_WRITE_GOLDEN=1 in the environment, and never again.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <span>

#include "tests/golden/golden_facts.hpp"
#include "tests/golden/schema_text.hpp"

namespace telaio::golden {
namespace {

using Bytes = std::vector<char>;

const std::filesystem::path source_root(TELAIO_SOURCE_DIR);
const std::filesystem::path folder = source_root / "tests/golden/events";

std::filesystem::path file_of(const Release& release, const schema::FactUnion& fact) {
  return folder / release.name / (std::string(schema::EnumNameFact(fact.type)) + ".bin");
}

std::filesystem::path file_of(const Release& release, const schema::PrivateFactUnion& fact) {
  return folder / release.name /
         (std::string("private.") + schema::EnumNamePrivateFact(fact.type) + ".bin");
}

Bytes read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << "missing: " << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_once(const std::filesystem::path& path, const flatbuffers::FlatBufferBuilder& builder) {
  if (std::filesystem::exists(path)) return;
  std::ofstream file(path, std::ios::binary);
  const auto bytes = std::as_bytes(std::span(builder.GetBufferPointer(), builder.GetSize()));
  file.write(static_cast<const char*>(static_cast<const void*>(bytes.data())),
             static_cast<std::streamsize>(bytes.size()));
  ASSERT_TRUE(file.good()) << path;
}

bool writing() {
  return std::getenv("TELAIO_WRITE_GOLDEN") != nullptr;
}

const std::uint8_t* data(const Bytes& bytes) {
  return static_cast<const std::uint8_t*>(static_cast<const void*>(bytes.data()));
}

flatbuffers::Verifier verifier(const Bytes& bytes) {
  return flatbuffers::Verifier(data(bytes), bytes.size());
}

void write_missing(const Release& release) {
  std::filesystem::create_directories(folder / release.name);
  for (const auto& fact : release.facts) {
    flatbuffers::FlatBufferBuilder builder;
    const auto header = header_of(fact);
    builder.Finish(schema::Header::Pack(builder, &header), schema::HeaderIdentifier());
    write_once(file_of(release, fact), builder);
  }
  for (const auto& fact : release.private_facts) {
    flatbuffers::FlatBufferBuilder builder;
    schema::PrivateT content;
    content.content = fact;
    builder.Finish(schema::Private::Pack(builder, &content));
    write_once(file_of(release, fact), builder);
  }
}

// How many fields of the table hold something other than their default.
std::size_t fields_present(const void* table) {
  const auto* fields = static_cast<const flatbuffers::Table*>(table);
  const auto* vtable = fields->GetVTable();
  const auto size = flatbuffers::ReadScalar<flatbuffers::voffset_t>(vtable);
  std::size_t present = 0;
  for (flatbuffers::voffset_t at = 4; at < size; at = static_cast<flatbuffers::voffset_t>(at + 2)) {
    if (fields->GetOptionalFieldOffset(at) != 0) ++present;
  }
  return present;
}

std::map<std::string, Declaration> tables_of(const Release& release) {
  std::map<std::string, Declaration> all;
  const auto released = source_root / "schemas/released" / release.name;
  for (const auto& entry : std::filesystem::directory_iterator(released)) {
    const Bytes text = read_file(entry.path());
    all.merge(declarations({text.data(), text.size()}));
  }
  return all;
}

// What flatc 2.0.8 compares by address (arrays inside structs) is taken out and compared by bytes.
template <class Struct>
std::string take_bytes(std::vector<Struct>& structs) {
  const auto bytes = std::as_bytes(std::span(structs));
  std::string taken(static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size());
  structs.clear();
  return taken;
}

void expect_equal(schema::HeaderT decoded, schema::HeaderT written) {
  EXPECT_EQ(take_bytes(decoded.parts), take_bytes(written.parts));
  ASSERT_EQ(decoded.fact.type, written.fact.type);
  if (auto* composed = decoded.fact.AsHouseholdComposed()) {
    EXPECT_EQ(take_bytes(composed->members),
              take_bytes(written.fact.AsHouseholdComposed()->members));
  }
  EXPECT_EQ(decoded.fact, written.fact);
  EXPECT_EQ(decoded, written);
}

class GoldenFiles : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!writing()) return;
    for (const Release& release : releases()) write_missing(release);
  }
};

TEST_F(GoldenFiles, OfFactsDecodeToTheValuesWrittenHere) {
  for (const Release& release : releases()) {
    SCOPED_TRACE(release.name);
    for (const auto& fact : release.facts) {
      SCOPED_TRACE(schema::EnumNameFact(fact.type));
      const Bytes bytes = read_file(file_of(release, fact));
      auto verify = verifier(bytes);
      ASSERT_TRUE(schema::VerifyHeaderBuffer(verify));
      schema::HeaderT decoded;
      schema::GetHeader(bytes.data())->UnPackTo(&decoded);
      expect_equal(std::move(decoded), header_of(fact));
    }
  }
}

TEST_F(GoldenFiles, OfPrivateTablesDecodeToTheValuesWrittenHere) {
  for (const Release& release : releases()) {
    SCOPED_TRACE(release.name);
    for (const auto& fact : release.private_facts) {
      SCOPED_TRACE(schema::EnumNamePrivateFact(fact.type));
      const Bytes bytes = read_file(file_of(release, fact));
      auto verify = verifier(bytes);
      ASSERT_TRUE(verify.VerifyBuffer<schema::Private>(nullptr));
      schema::PrivateT decoded;
      flatbuffers::GetRoot<schema::Private>(bytes.data())->UnPackTo(&decoded);
      EXPECT_EQ(decoded.content, fact);
    }
  }
}

// A field left at its default would prove nothing about its place in the bytes.
TEST_F(GoldenFiles, HoldAValueInEveryReleasedFieldOfTheFact) {
  for (const Release& release : releases()) {
    SCOPED_TRACE(release.name);
    const auto tables = tables_of(release);
    for (const auto& fact : release.facts) {
      const std::string name = schema::EnumNameFact(fact.type);
      SCOPED_TRACE(name);
      const Bytes bytes = read_file(file_of(release, fact));
      auto verify = verifier(bytes);
      ASSERT_TRUE(schema::VerifyHeaderBuffer(verify));
      const auto* header = schema::GetHeader(bytes.data());
      EXPECT_EQ(fields_present(header->fact()), tables.at(name).entries.size());
      // The union takes two places: its type and its table.
      EXPECT_EQ(fields_present(header), tables.at("Header").entries.size() + 1);
    }
  }
}

TEST_F(GoldenFiles, HoldAValueInEveryReleasedFieldOfThePrivateTable) {
  for (const Release& release : releases()) {
    SCOPED_TRACE(release.name);
    const auto tables = tables_of(release);
    for (const auto& fact : release.private_facts) {
      const std::string name = schema::EnumNamePrivateFact(fact.type);
      SCOPED_TRACE(name);
      const Bytes bytes = read_file(file_of(release, fact));
      auto verify = verifier(bytes);
      ASSERT_TRUE(verify.VerifyBuffer<schema::Private>(nullptr));
      const auto* content = flatbuffers::GetRoot<schema::Private>(bytes.data())->content();
      EXPECT_EQ(fields_present(content), tables.at(name).entries.size());
    }
  }
}

TEST_F(GoldenFiles, ExistForEveryFactAndEveryPrivateTable) {
  std::set<std::string> examples;
  std::set<std::filesystem::path> files;
  for (const Release& release : releases()) {
    for (const auto& fact : release.facts) files.insert(file_of(release, fact));
    for (const auto& fact : release.private_facts) files.insert(file_of(release, fact));
  }
  for (const auto& file : files) examples.insert(file.filename());
  for (const auto type : schema::EnumValuesFact()) {
    if (type == schema::Fact::NONE) continue;
    EXPECT_TRUE(examples.contains(std::string(schema::EnumNameFact(type)) + ".bin"))
        << "no golden example of " << schema::EnumNameFact(type);
  }
  for (const auto type : schema::EnumValuesPrivateFact()) {
    if (type == schema::PrivateFact::NONE) continue;
    EXPECT_TRUE(
        examples.contains(std::string("private.") + schema::EnumNamePrivateFact(type) + ".bin"))
        << "no golden example of " << schema::EnumNamePrivateFact(type);
  }
  // And no file that nobody decodes.
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    EXPECT_TRUE(entry.is_directory() || files.contains(entry.path())) << entry.path();
  }
}

// Every prefix of a buffer is what a torn or damaged record may look like.
TEST_F(GoldenFiles, CutShortAreRefusedByTheVerifier) {
  for (const Release& release : releases()) {
    SCOPED_TRACE(release.name);
    for (const auto& fact : release.facts) {
      SCOPED_TRACE(schema::EnumNameFact(fact.type));
      Bytes bytes = read_file(file_of(release, fact));
      ASSERT_FALSE(bytes.empty());
      bytes.resize(bytes.size() / 2);
      auto verify = verifier(bytes);
      EXPECT_FALSE(schema::VerifyHeaderBuffer(verify));
    }
  }
}

}  // namespace
}  // namespace telaio::golden
