// SPDX-License-Identifier: EUPL-1.2
#include "tests/projections/support/story.hpp"

#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "base/zone.hpp"
#include "schemas/verified.hpp"

namespace telaio::testing {
namespace {

using schema::StreamKind;

log::StreamId stream(StreamKind kind, const Uuid& id) {
  return {static_cast<std::uint16_t>(kind), id};
}

template <class Fact>
const Fact& as(const schema::FactUnion& any) {
  return *static_cast<const Fact*>(any.value);
}

// The stream of design 4 (cartella-sociale 12.2) that the fact belongs to.
log::StreamId stream_of(const schema::FactUnion& any) {
  using schema::Fact;
  switch (any.type) {
    case Fact::PersonRegistered:
      return stream(StreamKind::person, as<schema::PersonRegisteredT>(any).person);
    case Fact::PersonIdentifierAssigned:
      return stream(StreamKind::person, as<schema::PersonIdentifierAssignedT>(any).person);
    case Fact::ResidenceChanged:
      return stream(StreamKind::person, as<schema::ResidenceChangedT>(any).person);
    case Fact::HouseholdComposed:
      return stream(StreamKind::household, as<schema::HouseholdComposedT>(any).household);
    case Fact::HouseholdMembershipChanged:
      return stream(StreamKind::household, as<schema::HouseholdMembershipChangedT>(any).household);
    case Fact::AccessContactLogged:
      return stream(StreamKind::contact, as<schema::AccessContactLoggedT>(any).contact);
    case Fact::AccessOutcomeDecided:
      return stream(StreamKind::contact, as<schema::AccessOutcomeDecidedT>(any).contact);
    case Fact::TakenInCharge:
      return stream(StreamKind::case_file, as<schema::TakenInChargeT>(any).case_file);
    case Fact::CaseManagerAssigned:
      return stream(StreamKind::case_file, as<schema::CaseManagerAssignedT>(any).case_file);
    case Fact::InterventionLogged:
      return stream(StreamKind::case_file, as<schema::InterventionLoggedT>(any).case_file);
    case Fact::CaseClosed:
      return stream(StreamKind::case_file, as<schema::CaseClosedT>(any).case_file);
    case Fact::ServiceRequested:
      return stream(StreamKind::service, as<schema::ServiceRequestedT>(any).service);
    case Fact::ServiceDecided:
      return stream(StreamKind::service, as<schema::ServiceDecidedT>(any).service);
    case Fact::ServiceActivated:
      return stream(StreamKind::service, as<schema::ServiceActivatedT>(any).service);
    case Fact::ServiceDelivered:
      return stream(StreamKind::service, as<schema::ServiceDeliveredT>(any).service);
    case Fact::ServiceEnded:
      return stream(StreamKind::service, as<schema::ServiceEndedT>(any).service);
    case Fact::RegulationPublished:
      return stream(StreamKind::regulation, as<schema::RegulationPublishedT>(any).regulation);
    case Fact::RegulationWithdrawn:
      return stream(StreamKind::regulation, as<schema::RegulationWithdrawnT>(any).regulation);
    case Fact::IseeAttestationAcquired:
      return stream(StreamKind::isee, as<schema::IseeAttestationAcquiredT>(any).household);
    case Fact::AttestationDocumentsAccepted:
      return stream(StreamKind::isee, as<schema::AttestationDocumentsAcceptedT>(any).household);
    case Fact::IseeLookupMade:
      return stream(StreamKind::isee, as<schema::IseeLookupMadeT>(any).household);
    case Fact::CopaymentDetermined:
      return stream(StreamKind::fee, as<schema::CopaymentDeterminedT>(any).service);
    case Fact::SettlementDecided:
      return stream(StreamKind::fee, as<schema::SettlementDecidedT>(any).service);
    case Fact::ServiceSuspended:
      return stream(StreamKind::service, as<schema::ServiceSuspendedT>(any).service);
    case Fact::ServiceResumed:
      return stream(StreamKind::service, as<schema::ServiceResumedT>(any).service);
    // These do not name what their stream is of. The timeline looks at that of fees: a test names
    // the fee as its service.
    case Fact::FeeNotified:
      return stream(StreamKind::fee, as<schema::FeeNotifiedT>(any).fee);
    case Fact::FeeReviewRequested:
      return stream(StreamKind::fee, as<schema::FeeReviewRequestedT>(any).fee);
    case Fact::FeeReviewDecided:
      return stream(StreamKind::fee, as<schema::FeeReviewDecidedT>(any).fee);
    case Fact::AccessCriteriaPublished:
      return stream(StreamKind::criteria, as<schema::AccessCriteriaPublishedT>(any).criteria);
    case Fact::ApplicationAssessed:
      return stream(StreamKind::service, as<schema::ApplicationAssessedT>(any).service);
    case Fact::RankedListPublished:
      return stream(StreamKind::ranking, as<schema::RankedListPublishedT>(any).list);
    case Fact::InvoiceIssued:
      return stream(StreamKind::account, as<schema::InvoiceIssuedT>(any).person);
    case Fact::PaymentNoticeIssued:
      return stream(StreamKind::account, as<schema::PaymentNoticeIssuedT>(any).invoice);
    case Fact::PaymentNoticeClosed:
      return stream(StreamKind::account, as<schema::PaymentNoticeClosedT>(any).notice);
    case Fact::HouseholdReceived:
      return stream(StreamKind::adi, as<schema::HouseholdReceivedT>(any).household);
    case Fact::ConvocationSent:
      return stream(StreamKind::adi, as<schema::ConvocationSentT>(any).household);
    case Fact::AppointmentHeld:
      return stream(StreamKind::adi, as<schema::AppointmentHeldT>(any).household);
    case Fact::NoShow:
      return stream(StreamKind::adi, as<schema::NoShowT>(any).household);
    case Fact::BenefitSuspended:
      return stream(StreamKind::adi, as<schema::BenefitSuspendedT>(any).household);
    case Fact::BenefitLost:
      return stream(StreamKind::adi, as<schema::BenefitLostT>(any).household);
    case Fact::BenefitEnded:
      return stream(StreamKind::adi, as<schema::BenefitEndedT>(any).household);
    case Fact::AmbitoComposed:
    case Fact::PopulationPublished:
    case Fact::StaffContractChanged:
    case Fact::FilingSubmitted:
      return stream(StreamKind::ambito, id<AmbitoId>(1));
    case Fact::RecordAccessed:
      return stream(StreamKind::access, as<schema::RecordAccessedT>(any).subject);
    case Fact::OperatorAuthorisationChanged:
    case Fact::ReservationTaken:
    case Fact::ReservationReleased:
    case Fact::EventCorrected:
    case Fact::HoldPlaced:
    case Fact::HoldReleased:
    case Fact::ErasureRequested:
    case Fact::DisposalAuthorised:
    case Fact::SubjectKeyDestroyed:
    case Fact::ErasureCompleted:
    case Fact::EpochBegan:
    case Fact::NONE:
      return stream(StreamKind::governance, Uuid{});
  }
  return stream(StreamKind::governance, Uuid{});
}

}  // namespace

class Story::Values final : public view::DerivedValues {
 public:
  explicit Values(const Story& story) : story_(story) {}
  Result<std::optional<view::Derived>, Fault> of(const log::StoredEvent& /*event*/,
                                                 const schema::Header& header) override {
    const auto found = story_.derived_.find(view::plain(header.event()));
    if (found == story_.derived_.end()) return std::optional<view::Derived>();
    return std::optional(found->second);
  }

 private:
  const Story& story_;
};

Story::Story()
    : clock_(rome_day_start(random_first_day)),
      log_(log::memory::create(clock_, id<Uuid>(1))),
      values_(std::make_unique<Values>(*this)) {}

Story::~Story() = default;

view::DerivedValues& Story::derived_values() {
  return *values_;
}

Story& Story::today(Date day) {
  clock_.set(Instant::from_micros(std::int64_t{day.days()} * 86'400'000'000 + 36'000'000'000));
  return *this;
}

void Story::forget(const PersonId& subject) {
  std::erase_if(derived_, [&](const auto& one) { return one.second.subject == subject; });
}

Told Story::tell_any(const schema::FactUnion& fact, Date effective, const Detail& detail) {
  schema::HeaderT header;
  header.fact = fact;
  header.effective_from = effective;
  if (detail.effective_to) header.effective_to = std::make_unique<Date>(*detail.effective_to);
  header.visibility = detail.visibility;
  header.operator_ = detail.by;
  return append(stream_of(fact), std::move(header), detail.sealed_for);
}

Told Story::append(const log::StreamId& stream, schema::HeaderT header,
                   const std::vector<Uuid>& sealed_for) {
  const bool alone = !open_;
  if (alone) begin();
  Told told;
  told.position = size() + open_events_;
  told.event = event_id(++events_told_);
  told.stream = stream;
  header.event = told.event;

  log::NewEvent event;
  for (const Uuid& subject : sealed_for) {
    const Bytes part = to_bytes(as_bytes("sealed"));
    const auto hash = crypto::sha256(part);
    std::array<std::uint8_t, crypto::sha256_size> sha256{};
    std::memcpy(sha256.data(), hash.data(), sha256.size());
    header.parts.emplace_back(flatbuffers::Pack(subject), flatbuffers::make_span(sha256),
                              static_cast<std::uint32_t>(part.size()), 0U,
                              schema::VisibilityClass::p1);
    event.parts.push_back(part);
  }
  event.header = schema::encode(header);
  // Positions follow the order of the writes: a second run on the same stream would be refused, so
  // a commit of a story tells each stream's facts together.
  if (open_->writes.empty() || open_->writes.back().stream != stream) {
    open_->writes.push_back({stream, log::Expectation::any(), {}});
  }
  open_->writes.back().events.push_back(std::move(event));
  ++open_events_;
  if (alone) commit();
  return told;
}

void Story::begin() {
  open_ = log::Commit{};
  open_->command = id<CommandId>(++commits_told_);
  open_events_ = 0;
}

void Story::commit() {
  const auto outcome = log::append_and_wait(*log_, std::move(*open_));
  open_.reset();
  open_events_ = 0;
  ASSERT_TRUE(std::holds_alternative<log::Appended>(outcome))
      << "not appended: " << outcome.index();
}

Told Story::correct(const Told& original, schema::EventCorrectedT correction) {
  correction.original = original.event;
  correction.original_position = original.position;
  correction.reason = Code("error");
  schema::FactUnion any;
  any.Set(std::move(correction));
  schema::HeaderT header;
  header.fact = any;
  header.effective_from = random_first_day;
  header.operator_ = id<OperatorId>(9);
  return append(original.stream, std::move(header), {});
}

Told Story::make_void(const Told& original) {
  schema::EventCorrectedT correction;
  correction.kind = schema::CorrectionKind::void_event;
  return correct(original, std::move(correction));
}

Told Story::correct_date(const Told& original, Date effective) {
  schema::EventCorrectedT correction;
  correction.kind = schema::CorrectionKind::value;
  correction.new_effective = std::make_unique<Date>(effective);
  return correct(original, std::move(correction));
}

Told Story::correct_text(const Told& original) {
  schema::EventCorrectedT correction;
  correction.kind = schema::CorrectionKind::value;
  correction.text_replaced = true;
  return correct(original, std::move(correction));
}

Fold::Fold(const log::EventLog& events, const view::Projection& projection,
           view::DerivedValues* derived)
    : events_(events), projection_(projection), derived_(derived) {}

void Fold::advance_to(log::Position position) {
  while (next_ <= position) {
    const auto page = events_.read_all(next_, {});
    ASSERT_TRUE(page.has_value());
    ASSERT_FALSE(page->events.empty());
    for (const auto& event : page->events) {
      if (event.position > position) return;
      apply(event);
      next_ = event.position + 1;
    }
  }
}

namespace {

view::Recorded recorded_from(const log::StoredEvent& event) {
  view::Recorded recorded;
  recorded.position = event.position;
  recorded.stream = event.stream;
  recorded.version = event.version;
  recorded.recorded = event.recorded;
  recorded.recorded_on = rome_date(event.recorded);
  recorded.header = schema::verified_header(event.header);
  return recorded;
}

}  // namespace

void Fold::apply(const log::StoredEvent& event) {
  const auto derive = [&](const log::StoredEvent& stored, const schema::Header& header) {
    if (derived_ == nullptr || !projection_.wants_derived(header)) {
      return std::optional<view::Derived>();
    }
    return derived_->of(stored, header).value();
  };
  view::Recorded recorded = recorded_from(event);
  const auto derived = derive(event, *recorded.header);
  recorded.derived = derived ? &*derived : nullptr;

  log::StoredEvent stored;
  view::Recorded original;
  std::optional<view::Derived> original_derived;
  if (const auto* fact = recorded.fact<schema::EventCorrected>()) {
    if (fact->original_position() < event.position) {
      stored = events_.read_all(fact->original_position(), {1, 1}).value().events.front();
      original = recorded_from(stored);
      original_derived = derive(stored, *original.header);
      original.derived = original_derived ? &*original_derived : nullptr;
      const bool same = original.event() == view::plain(fact->original());
      const bool fact_itself = original.type() != schema::Fact::EventCorrected;
      if (same && fact_itself) recorded.original = &original;
    }
  }
  rows_.begin(event.position);
  projection_.apply(recorded, rows_);
}

Folder::Folder() {
  const auto base = std::filesystem::temp_directory_path();
  std::string pattern = (base / "telaio-views-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Views::Views(Story& story, std::vector<const view::Projection*> projections) {
  store = view::Store::open(folder.path() / "views", {}).value();
  runner = std::make_unique<view::Runner>(*store, story.events(), std::move(projections),
                                          &story.derived_values());
}

std::uint64_t test_seed() {
  const char* given = std::getenv("TELAIO_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 20'261'122;
  std::cout << "seed " << seed << " (TELAIO_SEED)\n";
  return seed;
}

}  // namespace telaio::testing
