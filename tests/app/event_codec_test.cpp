// SPDX-License-Identifier: EUPL-1.2
// Private parts of class P5, which no command of ours writes yet: the log names nobody, and the
// person concerned is found by who erases.
#include "app/event_codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/opening.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

class ProtectedParts : public ::testing::Test {
 protected:
  ProtectedParts() : clock_(rome_time(Date::of(2026, 3, 20), 9 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-codec-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
  }
  ~ProtectedParts() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  static domain::PrivatePart told_of(const PersonId& person, const std::string& what) {
    schema::IseeDetailsT details;
    details.protocol = what;
    return domain::sealed(person, schema::VisibilityClass::p5, std::move(details));
  }
  std::vector<log::NewEvent> encoded(std::vector<domain::PrivatePart> parts) {
    schema::ReservationTakenT taken;
    taken.holder = crypto::random_uuid();
    std::vector<domain::NewEvent> events;
    events.push_back(
        domain::event(std::move(taken), schema::VisibilityClass::p5, Date::of(2026, 3, 20)));
    events.back().parts = std::move(parts);
    auto made = encode_events(vault(), Envelope{}, {event_}, events);
    EXPECT_TRUE(made.has_value());
    return made ? std::move(*made) : std::vector<log::NewEvent>{};
  }
  // As it would be read back.
  std::string opened(const log::NewEvent& event, std::uint16_t number) {
    log::StoredEvent stored;
    stored.header = event.header;
    for (const Bytes& part : event.parts) stored.parts.emplace_back(part);
    const Opening opening(installation_->transactor().events(), vault());
    const auto part = opening.part(stored, number);
    if (!part || !part->content) return "not opened";
    const auto* details = part->content->AsIseeDetails();
    return details == nullptr ? "something else" : details->protocol;
  }
  vault::Vault& vault() { return installation_->transactor().vault(); }

  const EventId event_ = crypto::random_id<EventId>();
  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
};

TEST_F(ProtectedParts, AreSealedForThePersonAndNameNobodyInTheLog) {
  const auto person = crypto::random_id<PersonId>();
  const auto events = encoded({told_of(person, "segnalazione")});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(opened(events.front(), 0), "segnalazione");

  const auto* header = schema::verified_header(events.front().header);
  ASSERT_NE(header, nullptr);
  ASSERT_EQ(header->parts()->size(), 1U);
  EXPECT_TRUE(schema::read(&header->parts()->Get(0)->subject()).is_nil());
  const std::string bytes(as_text(events.front().header));
  EXPECT_EQ(bytes.find(as_text(person.view())), std::string::npos);
  // Whoever erases the person finds the key, and only that one.
  const auto keys = vault().keys_of(person);
  ASSERT_TRUE(keys.has_value());
  ASSERT_EQ(keys->size(), 1U);
  EXPECT_EQ(keys->front().subject, event_);
  EXPECT_EQ(keys->front().visibility, vault::class_protected);
}

TEST_F(ProtectedParts, OfTwoPersonsInOneEventHaveAKeyEach) {
  const auto one = crypto::random_id<PersonId>();
  const auto other = crypto::random_id<PersonId>();
  const auto events = encoded({told_of(one, "una"), told_of(other, "altra"), told_of(one, "due")});
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(opened(events.front(), 0), "una");
  EXPECT_EQ(opened(events.front(), 1), "altra");
  EXPECT_EQ(opened(events.front(), 2), "due");
  const auto* parts = schema::verified_header(events.front().header)->parts();
  EXPECT_NE(parts->Get(0)->key_id(), parts->Get(1)->key_id());
  EXPECT_EQ(parts->Get(0)->key_id(), parts->Get(2)->key_id());
  EXPECT_EQ(vault().keys_of(one)->size(), 1U);
  EXPECT_EQ(vault().keys_of(other)->size(), 1U);
}

}  // namespace
}  // namespace telaio::app
