// SPDX-License-Identifier: EUPL-1.2
// A disk that fills up and is emptied again under a running service (T7): what is still answered in
// each reserve, and that nobody has to start anything again. The free space is claimed by the
// program's own statvfs (tests/torture/disk).
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "tests/http/service_world.hpp"
#include "tests/torture/disk/disk.hpp"

namespace telaio::http {
namespace {

using test::ServiceWorld;

constexpr std::uint64_t one_block = 4'096;

class DiskFullTest : public ::testing::Test {
 protected:
  ServiceWorld world;
  torture::Watch disk{world.folder(), false};

  DiskFullTest() {
    // Signed in, and everything opened once, while there is room.
    world.token("owner");
    world.token("manager");
  }

  std::string case_path() const { return "/api/v1/cases/" + to_string(world.marked_case); }
  Response note() {
    return world.send("owner", Method::post, case_path() + "/interventions",
                      R"({"kind":"note","on":"2026-03-20","text":"prova","participants":[]})",
                      {{"idempotency-key", to_string(crypto::random_uuid())}});
  }
  // Of class P3: it leaves a RecordAccessed.
  Response family() { return world.send("owner", Method::get, case_path()); }
  void expect_p0_to_p2_answer() {
    for (const char* path : {"/status", "/api/v1/session", "/api/v1/regulations", "/api/v1/leps",
                             "/api/v1/caseload"}) {
      EXPECT_EQ(world.send("manager", Method::get, path).status, Status::ok) << path;
    }
  }
  std::size_t notes() const { return world.count(schema::Fact::InterventionLogged); }
  std::size_t accesses() const { return world.count(schema::Fact::RecordAccessed); }
};

TEST_F(DiskFullTest, BetweenTheReservesNothingIsWrittenButWhoReads) {
  disk.claim_free_bytes(telaio::limits::disk_reserve_bytes - one_block);
  const auto notes_before = notes();
  const auto accesses_before = accesses();
  const Response refused = note();
  EXPECT_EQ(refused.status, Status::unavailable);
  EXPECT_EQ(refused.code, refusals::disk_full);
  EXPECT_NE(field_value(refused.fields, "retry-after"), "");
  EXPECT_EQ(notes(), notes_before);

  expect_p0_to_p2_answer();
  const Response shown = family();
  EXPECT_EQ(shown.status, Status::ok) << shown.body;
  EXPECT_EQ(accesses(), accesses_before + 1);
}

TEST_F(DiskFullTest, BelowBothReservesOnlyWhatLeavesNoRecordIsShown) {
  disk.claim_free_bytes(telaio::limits::disk_reserve_bytes - telaio::limits::access_reserve_bytes -
                        one_block);
  const auto accesses_before = accesses();
  EXPECT_EQ(note().code, refusals::disk_full);
  const Response unseen = family();
  EXPECT_EQ(unseen.status, Status::unavailable);
  EXPECT_EQ(unseen.code, refusals::access_not_recorded);
  EXPECT_EQ(unseen.body.find(test::surname_marker), std::string::npos);
  EXPECT_EQ(accesses(), accesses_before);
  expect_p0_to_p2_answer();

  // Nor does the vault write any more: sessions are not prolonged, but go on.
  disk.claim_free_bytes(telaio::limits::vault_disk_reserve_bytes - one_block);
  world.advance_seconds(2 * telaio::limits::session_touch_seconds);
  expect_p0_to_p2_answer();
}

TEST_F(DiskFullTest, EverythingWorksAgainAsSoonAsThereIsRoom) {
  disk.claim_free_bytes(0);
  EXPECT_EQ(note().code, refusals::disk_full);
  EXPECT_EQ(family().code, refusals::access_not_recorded);
  const auto notes_before = notes();

  // The edge of each reserve, from below.
  disk.claim_free_bytes(telaio::limits::disk_reserve_bytes - telaio::limits::access_reserve_bytes);
  EXPECT_EQ(family().status, Status::ok);
  EXPECT_EQ(note().code, refusals::disk_full);
  disk.claim_free_bytes(telaio::limits::disk_reserve_bytes);
  EXPECT_EQ(note().status, Status::created);
  disk.claim_free_bytes(std::nullopt);
  EXPECT_EQ(note().status, Status::created);
  EXPECT_EQ(family().status, Status::ok);
  EXPECT_EQ(notes(), notes_before + 2);
}

}  // namespace
}  // namespace telaio::http
