// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/timeline_item.hpp"

#include <algorithm>

#include "http/handlers/fact_details.hpp"
#include "http/handlers/household.hpp"
#include "http/persons.hpp"
#include "http/stream_reader.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using projections::timeline::Row;

struct Shown {
  const Row* row = nullptr;
  log::StoredEvent stored;
  const schema::Header* header = nullptr;  // Into `stored`.
};

Result<Shown, app::Failure> read_row(const Site& site, const Row& row) {
  auto page = site.deps.events().read_all(row.position, log::ReadLimits{.events_max = 1});
  if (!page) return app::Failure(page.error());
  if (page->events.empty()) {
    return app::Failure(Fault{"log.absent", "position " + std::to_string(row.position)});
  }
  Shown shown{&row, std::move(page->events.front()), nullptr};
  shown.header = schema::verified_header(shown.stored.header);
  if (shown.header == nullptr) {
    return app::Failure(Fault{"log.header_unreadable", "position " + std::to_string(row.position)});
  }
  return shown;
}

bool has_text(schema::Fact type) {
  return type == schema::Fact::InterventionLogged || type == schema::Fact::AccessContactLogged ||
         type == schema::Fact::CaseClosed;
}

std::string text_of(const schema::PrivateFactUnion& content) {
  if (const auto* text = content.AsInterventionText()) return text->text;
  if (const auto* note = content.AsContactNote()) return note->text;
  if (const auto* evaluation = content.AsFinalEvaluation()) return evaluation->text;
  if (const auto* corrected = content.AsCorrectedText()) return corrected->text;
  return {};
}

// A confidential note is its author's and the case manager's; an auditor reads it with a reason.
bool may_read_text(const Call& call, const CaseAccess& access, const Shown& shown) {
  if (!access.texts) return false;
  if (!shown.row->confidential) return true;
  return access.assignment == app::Assignment::own || access.reason.has_value() ||
         schema::read(shown.header->operator_()) == call.actor().id;
}

struct Text {
  std::string_view state = "none";
  std::string text;
};

Result<Text, app::Failure> open_text(const Site& site, log::Position position) {
  const auto opened = site.opening.part(position, 0);
  if (!opened) return app::Failure(opened.error());
  if (!opened->content) return Text{"erased", {}};
  return Text{"shown", text_of(*opened->content)};
}

Result<Text, app::Failure> read_text(const Site& site, const Call& call, const CaseAccess& access,
                                     const Shown& shown) {
  if (!has_text(shown.row->type) || shown.stored.parts.empty()) return Text{};
  if (!access.texts) return Text{"masked", {}};
  if (!may_read_text(call, access, shown)) return Text{"confidential", {}};
  // The last correction of the text is what counts.
  for (auto it = shown.row->corrections.rbegin(); it != shown.row->corrections.rend(); ++it) {
    if (it->text_replaced) return open_text(site, it->position);
  }
  return open_text(site, shown.row->position);
}

Result<boost::json::object, app::Failure> correction_of(const Site& site, const Call& call,
                                                        const CaseAccess& access,
                                                        const Shown& shown, const Text& text) {
  const view::Correction& last = shown.row->corrections.back();
  boost::json::object correction;
  correction["of_position"] = shown.row->position;
  correction["reason"] = last.reason.text();
  if (last.old_effective != last.new_effective) {
    correction["old_on"] = to_string(last.old_effective);
    correction["new_on"] = to_string(last.new_effective);
  }
  if (last.text_replaced && may_read_text(call, access, shown)) {
    const auto old = open_text(site, shown.row->position);
    if (!old) return old.error();
    correction["old_text"] = old->text;
    correction["new_text"] = text.text;
  }
  return correction;
}

void add_intervention(boost::json::object& item, const schema::InterventionLogged& logged) {
  item["intervention_kind"] = intervention_kind_name(logged.kind());
  if (logged.at_minutes() > 0) item["at"] = time_of_day(logged.at_minutes());
  if (logged.duration_minutes() > 0) item["duration_minutes"] = logged.duration_minutes();
  const auto place = intervention_place_name(logged.place());
  if (!place.empty()) item["place"] = place;
  if (const auto reason = schema::read_optional(logged.late_reason())) {
    item["late_reason"] = reason->text();
  }
}

void add_participants(boost::json::object& item, const std::vector<PersonId>& participants,
                      const PersonsShown& persons) {
  if (participants.empty()) return;
  boost::json::array names;
  boost::json::array ids;
  for (const PersonId& id : participants) {
    const auto found = persons.find(id);
    names.push_back(
        boost::json::string(found == persons.end() ? "—" : found->second.display_name()));
    ids.push_back(boost::json::string(to_string(id)));
  }
  item["participants"] = std::move(names);
  item["participant_ids"] = std::move(ids);
}

std::string title_of(const Site& site, const Row& row) {
  const std::string key = "fact." + std::string(schema::EnumNameFact(row.type));
  const std::string exact = key + "." + std::to_string(row.kind);
  return site.labels.of(site.labels.has(exact) ? exact : key);
}

Result<boost::json::object, app::Failure> item_of(Site& site, const Call& call,
                                                  const CaseAccess& access, const Shown& shown,
                                                  const PersonsShown& persons) {
  const Row& row = *shown.row;
  const OperatorId author = schema::read(shown.header->operator_());
  const auto author_name = site.deps.operators.display_name(author);
  if (!author_name) return author_name.error();
  const auto text = read_text(site, call, access, shown);
  if (!text) return text.error();

  boost::json::object item;
  item["event_id"] = to_string(row.event);
  item["position"] = row.position;
  item["type"] = schema::EnumNameFact(row.type);
  item["kind"] = timeline_kind(row.type);
  item["title"] = title_of(site, row);
  item["on"] = to_string(row.on);
  if (row.to) item["to"] = to_string(*row.to);
  item["recorded_at"] = to_string(row.recorded);
  item["late_days"] = row.late_days;
  item["operator_name"] = *author_name;
  item["operator_id"] = to_string(author);
  item["state"] = row.voided ? "voided" : row.corrections.empty() ? "valid" : "corrected";
  item["visibility"] = visibility_name(row.visibility);
  item["confidential"] = row.confidential;
  item["text_state"] = text->state;
  if (text->state == "shown") item["text"] = text->text;
  if (const auto* logged = shown.header->fact_as_InterventionLogged()) {
    add_intervention(item, *logged);
  }
  // What a court ordered is for who may read its papers.
  const bool court = row.visibility >= schema::VisibilityClass::p4;
  if (!court || access.court) {
    add_participants(item, persons_of(*shown.header), persons);
    auto details = fact_details(site, *shown.header);
    if (!details.empty()) item["details"] = std::move(details);
  }
  if (const auto* fee = shown.header->fact_as_CopaymentDetermined()) {
    item["fee_id"] = to_string(schema::read(fee->fee()));
  }
  if (!row.corrections.empty()) {
    auto correction = correction_of(site, call, access, shown, *text);
    if (!correction) return correction.error();
    item["correction"] = std::move(*correction);
  }
  item["can_correct"] =
      access.write && !row.voided && row.about == projections::timeline::About::case_file;
  return item;
}

}  // namespace

std::string_view timeline_kind(schema::Fact type) {
  using schema::Fact;
  switch (type) {
    case Fact::InterventionLogged:
      return "intervention";
    case Fact::IseeAttestationAcquired:
    case Fact::IseeLookupMade:
    case Fact::CopaymentDetermined:
    case Fact::SettlementDecided:
    case Fact::FeeNotified:
    case Fact::FeeReviewRequested:
    case Fact::FeeReviewDecided:
    case Fact::AttestationDocumentsAccepted:
      return "money";
    case Fact::PersonRegistered:
    case Fact::PersonIdentifierAssigned:
    case Fact::ResidenceChanged:
    case Fact::HouseholdComposed:
    case Fact::HouseholdMembershipChanged:
      return "household";
    case Fact::AccessContactLogged:
    case Fact::AccessOutcomeDecided:
    case Fact::HouseholdReceived:
    case Fact::ConvocationSent:
    case Fact::AppointmentHeld:
    case Fact::NoShow:
    case Fact::BenefitSuspended:
    case Fact::BenefitLost:
    case Fact::BenefitEnded:
      return "access";
    case Fact::EventCorrected:
      return "correction";
    default:
      // Facts of the future and of other streams: what a case shows of them was decided.
      return "decision";
  }
}

Result<boost::json::array, app::Failure> timeline_items(Site& site, const Call& call,
                                                        const CaseAccess& access,
                                                        const std::vector<const Row*>& rows) {
  std::vector<Shown> all;
  auto first = everybody(site, access.now);
  if (!first) return first.error();
  std::vector<PersonId> named = std::move(*first);
  for (const Row* row : rows) {
    auto shown = read_row(site, *row);
    if (!shown) return shown.error();
    for (const PersonId& person : persons_of(*shown->header)) {
      if (std::find(named.begin(), named.end(), person) == named.end()) named.push_back(person);
    }
    all.push_back(std::move(*shown));
    // The bytes moved with their vector: the view into them is made again where they are now.
    all.back().header = schema::verified_header(all.back().stored.header);
  }
  PersonsShown persons;
  if (access.names) {
    auto read = read_persons(site, named, view::At{}, site.today());
    if (!read) return read.error();
    persons = std::move(*read);
  } else {
    persons = pseudonyms(named);
  }
  boost::json::array items;
  for (const Shown& shown : all) {
    auto item = item_of(site, call, access, shown, persons);
    if (!item) return item.error();
    items.push_back(std::move(*item));
  }
  return items;
}

}  // namespace telaio::http::handlers
