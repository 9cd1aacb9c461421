// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/fee_document.hpp"

#include <boost/json/array.hpp>

#include "app/streams.hpp"
#include "domain/fee/fee.hpp"
#include "domain/regulation/regulation.hpp"
#include "http/handlers/household.hpp"
#include "http/persons.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

std::string fraction_text(const schema::Fraction& fraction) {
  return std::to_string(fraction.num()) + "/" + std::to_string(fraction.den());
}

boost::json::array steps_of(const Site& site, const schema::CopaymentDetermined& fee) {
  boost::json::array steps;
  if (fee.steps() == nullptr) return steps;
  for (const auto* step : *fee.steps()) {
    const auto name = fee_step_name(step->kind());
    if (name.empty()) continue;  // A step of a newer program.
    boost::json::object row;
    row["kind"] = name;
    row["text"] = site.labels.of("step." + std::string(name));
    if (step->value() != nullptr) row["exact"] = fraction_text(*step->value());
    if (step->kind() == schema::FeeStepKind::segment_value) row["segment"] = step->segment();
    steps.push_back(std::move(row));
  }
  return steps;
}

// Who pays: in clear, or the pseudonym the case's pages use.
Result<std::string, app::Failure> payer_name(const Site& site, const CaseAccess& access,
                                             const PersonId& person) {
  if (!access.names) {
    const auto all = everybody(site, access.now);
    if (!all) return all.error();
    const auto shown = pseudonyms(*all);
    const auto found = shown.find(person);
    return found == shown.end() ? pseudonym(shown.size() + 1) : found->second.surname;
  }
  const auto shown = read_persons(site, {&person, 1}, view::At{}, site.today());
  if (!shown) return shown.error();
  return shown->at(person).display_name();
}

void add_numbers(boost::json::object& body, const schema::CopaymentDetermined& fee) {
  if (const auto isee = schema::read_optional(fee.isee())) body["isee"] = to_string(*isee);
  if (fee.exact_unit_fee() != nullptr) {
    body["exact_unit_fee"] = fraction_text(*fee.exact_unit_fee());
    body["unit_fee"] = decimal_of_thousandths(fee.unit_fee_thousandths());
  }
  if (fee.quantity_hundredths() > 0) {
    body["quantity"] = decimal_of_hundredths(fee.quantity_hundredths());
  }
  if (const auto share = schema::read_optional(fee.body_share())) {
    body["body_share"] = to_string(*share);
  }
  if (const auto old = schema::read_optional(fee.supersedes())) {
    body["supersedes"] = to_string(*old);
  }
}

// What it was priced with besides the ISEE. A surcharge or a discount has the words of its act.
void add_terms(boost::json::object& body, const schema::CopaymentDetermined& fee,
               const Tariff& tariff) {
  const auto words = [](const std::vector<std::string>& of_the_act, std::uint16_t number) {
    const bool known = number > 0 && number <= of_the_act.size();
    return known ? of_the_act[number - 1U] : std::string();
  };
  put(body, "surcharge", words(tariff.surcharges, fee.surcharge()));
  put(body, "discount", words(tariff.discounts, fee.discount()));
  if (const auto paid = schema::read_optional(fee.third_payer())) {
    body["third_payer"] = to_string(*paid);
  }
  if (const auto cost = schema::read_optional(fee.unit_full_cost())) {
    body["unit_full_cost"] = to_string(*cost);
  }
  if (fee.exemption() == schema::ExemptionReason::court_order) body["exemption"] = "court_order";
  if (fee.exemption() == schema::ExemptionReason::child_protection) {
    body["exemption"] = "child_protection";
  }
  if (fee.resident() == schema::Residence::non_resident) body["non_resident"] = true;
}

// What became of it: told, contested, replaced.
void add_story(boost::json::object& body, const domain::FeeHistory::Entry& entry) {
  if (entry.superseded_by) body["superseded_by"] = to_string(*entry.superseded_by);
  if (entry.notified_on) body["notified_on"] = to_string(*entry.notified_on);
  if (!entry.review) return;
  boost::json::object review;
  review["requested_on"] = to_string(entry.review->requested_on);
  if (entry.review->outcome != schema::FeeReviewOutcome::unknown) {
    const bool changed = entry.review->outcome == schema::FeeReviewOutcome::changed;
    review["outcome"] = changed ? "changed" : "confirmed";
    review["decided_on"] = to_string(entry.review->decided_on);
  }
  body["review"] = std::move(review);
}

}  // namespace

Result<std::optional<Tariff>, app::Failure> read_tariff(Site& site, const RegulationId& id) {
  const auto file = fold_stream<domain::RegulationFile>(
      site.deps.events(), app::streams::regulation(id), std::nullopt, std::nullopt);
  if (!file) return app::Failure(file.error());
  if (!file->published) return std::optional<Tariff>();
  const schema::RegulationPublishedT& published = *file->published;
  Tariff tariff;
  tariff.rounding = published.rounding;
  tariff.unit = static_cast<schema::QuantityUnit>(published.unit);
  for (const auto& each : published.surcharges) tariff.surcharges.push_back(each->when);
  for (const auto& each : published.discounts) tariff.discounts.push_back(each->when);
  boost::json::object& source = tariff.source;
  source["regulation_id"] = to_string(id);
  source["slug"] = published.slug;
  source["authority"] = published.authority;
  source["act"] = published.act;
  source["valid_from"] = to_string(published.valid_from);
  if (published.valid_to) source["valid_to"] = to_string(*published.valid_to);
  put(source, "source_url", published.source_url);
  put(source, "signed_reading", published.signed_reading);
  if (published.read_by) {
    const auto name = site.deps.operators.display_name(*published.read_by);
    if (name) put(source, "read_by_name", *name);
  }
  return std::optional<Tariff>(std::move(tariff));
}

Result<boost::json::object, app::Failure> fee_preview(Site& site,
                                                      const schema::CopaymentDeterminedT& fee) {
  const auto tariff = read_tariff(site, fee.regulation);
  if (!tariff) return tariff.error();
  if (!*tariff) {
    return app::Failure(Fault{"log.absent", "the regulation of a fee is not in the log"});
  }
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::CopaymentDetermined::Pack(builder, &fee));
  const auto& stored =
      *flatbuffers::GetRoot<schema::CopaymentDetermined>(builder.GetBufferPointer());
  boost::json::object body;
  body["from"] = to_string(fee.from);
  body["to"] = to_string(fee.to);
  body["status"] =
      fee.status == schema::FeeStatus::not_accessible ? "not_accessible" : "determined";
  body["amount"] = to_string(fee.amount);
  body["tariff"] = (*tariff)->source;
  body["steps"] = steps_of(site, stored);
  const auto unit = quantity_unit_name((*tariff)->unit);
  if (!unit.empty()) body["unit"] = unit;
  add_numbers(body, stored);
  body.erase("supersedes");
  add_terms(body, stored, **tariff);
  return body;
}

Result<std::optional<FeeFound>, app::Failure> find_fee(
    const Site& site, const ServiceId& id,
    const std::function<bool(const schema::CopaymentDetermined&)>& wanted) {
  const log::EventLog& events = site.deps.events();
  const auto service =
      fold_stream<domain::Service>(events, app::streams::service(id), std::nullopt, std::nullopt);
  if (!service) return app::Failure(service.error());
  if (!service->case_file) return std::optional<FeeFound>();
  auto known = read_stream(events, app::streams::fee(id), std::nullopt);
  if (!known) return app::Failure(known.error());
  for (auto it = known->rbegin(); it != known->rend(); ++it) {
    const auto* fee = it->header->fact_as_CopaymentDetermined();
    if (fee == nullptr || it->voided || !wanted(*fee)) continue;
    FeeFound found{*service, *service->case_file, std::move(*it)};
    found.event.header = schema::verified_header(found.event.stored.header);
    return std::optional<FeeFound>(std::move(found));
  }
  return std::optional<FeeFound>();
}

Result<boost::json::object, app::Failure> fee_document(Site& site, const CaseAccess& access,
                                                       const FeeFound& found) {
  const schema::CopaymentDetermined& fee = *found.event.header->fact_as_CopaymentDetermined();
  const PersonId person = schema::read(fee.person());
  const auto name = payer_name(site, access, person);
  if (!name) return name.error();
  auto tariff = read_tariff(site, schema::read(fee.regulation()));
  if (!tariff) return tariff.error();
  if (!*tariff) {
    return app::Failure(Fault{"log.absent", "the regulation of a fee is not in the log"});
  }
  const auto author =
      site.deps.operators.display_name(schema::read(found.event.header->operator_()));
  if (!author) return author.error();
  const bool assumed = (*tariff)->rounding == schema::RoundingMode::unknown;

  boost::json::object body;
  body["fee_id"] = to_string(schema::read(fee.fee()));
  body["service_id"] = to_string(schema::read(fee.service()));
  body["service_name"] = site.deps.catalogue.service_name(found.service.service_code);
  body["case_id"] = to_string(found.case_file);
  body["case_number"] = access.now.number.text();
  body["person_id"] = to_string(person);
  body["person_name"] = *name;
  body["from"] = to_string(schema::read(fee.from()));
  body["to"] = to_string(schema::read(fee.to()));
  body["status"] =
      fee.status() == schema::FeeStatus::not_accessible ? "not_accessible" : "determined";
  body["amount"] = to_string(schema::read(fee.amount()));
  body["tariff"] = (*tariff)->source;
  body["steps"] = steps_of(site, fee);
  body["rounding"] = assumed ? "half_up" : rounding_name((*tariff)->rounding);
  body["rounding_assumed"] = assumed;
  body["determined_at"] = to_string(found.event.stored.recorded);
  body["position"] = found.event.stored.position;
  body["operator_name"] = *author;
  const auto unit = quantity_unit_name((*tariff)->unit);
  if (!unit.empty()) body["unit"] = unit;
  add_numbers(body, fee);
  add_terms(body, fee, **tariff);
  const auto history = fold_stream<domain::FeeHistory>(
      site.deps.events(), app::streams::fee(found.service.id), std::nullopt, std::nullopt);
  if (!history) return app::Failure(history.error());
  if (const auto* entry = domain::find_fee(*history, schema::read(fee.fee()))) {
    add_story(body, *entry);
  }
  body["can_write"] = access.write;
  return body;
}

}  // namespace telaio::http::handlers
