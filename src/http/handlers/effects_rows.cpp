// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/effects_rows.hpp"

#include <boost/json/array.hpp>
#include <set>
#include <variant>

#include "app/streams.hpp"
#include "base/zone.hpp"
#include "http/stream_reader.hpp"
#include "http/wording.hpp"
#include "projections/regulations/regulations_query.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = domain::fees;
namespace regulations = projections::regulations;

std::string_view name_of(fees::Cause cause) {
  switch (cause) {
    case fees::Cause::rectified:
      return "rectified";
    case fees::Cause::new_attestation:
      return "new_attestation";
    case fees::Cause::corrente_began:
      return "corrente_began";
    case fees::Cause::corrente_ended:
      return "corrente_ended";
    case fees::Cause::expired:
      return "expired";
    case fees::Cause::documents_accepted:
      return "documents_accepted";
    case fees::Cause::entry_voided:
      return "entry_voided";
    case fees::Cause::regulation_changed:
      return "regulation_changed";
    case fees::Cause::regulation_annulled:
      return "regulation_annulled";
    case fees::Cause::recomputed:
      break;
  }
  return "recomputed";
}

std::string_view name_of(schema::SettlementMethod method) {
  switch (method) {
    case schema::SettlementMethod::next_invoice:
      return "next_invoice";
    case schema::SettlementMethod::refund:
      return "refund";
    case schema::SettlementMethod::instalments:
      return "instalments";
    case schema::SettlementMethod::waived:
    case schema::SettlementMethod::unknown:
      break;
  }
  return "waived";
}

// When an event of one of the streams that fees are computed from was recorded.
Result<std::optional<KnownEvent>, app::Failure> find_cause(const Site& site,
                                                           const app::ServiceEffects& seen,
                                                           const EventId& wanted) {
  for (const log::Guard& read : seen.inputs.guards) {
    auto events = read_stream(site.deps.events(), read.stream, std::nullopt);
    if (!events) return app::Failure(events.error());
    for (KnownEvent& each : *events) {
      if (each.id() != wanted) continue;
      return std::optional<KnownEvent>(std::move(each));
    }
  }
  return std::optional<KnownEvent>();
}

boost::json::object priced(Money amount, std::int64_t unit_fee, const std::optional<Money>& isee) {
  boost::json::object body;
  body["amount"] = to_string(amount);
  body["unit_fee"] = decimal_of_thousandths(unit_fee);
  if (isee) body["isee"] = to_string(*isee);
  return body;
}

Result<boost::json::object, app::Failure> effect_row(const Site& site,
                                                     const app::ServiceEffects& seen,
                                                     std::size_t i) {
  const fees::TouchedPeriod& each = seen.effects.touched[i];
  boost::json::object row;
  row["fee_id"] = to_string(*each.now.supersedes);
  row["from"] = to_string(each.period.from);
  row["to"] = to_string(each.period.to);
  // The part of a cut period that comes to the same has no cause of its own.
  const bool same = each.charged == each.now.amount;
  const std::string_view cause = same ? "unchanged" : name_of(each.cause);
  row["cause"] = cause;
  row["reason"] = site.labels.of("cause." + std::string(cause));
  row["before"] = priced(each.charged, each.unit_fee_thousandths, each.isee);
  const auto isee = each.now.isee ? std::optional<Money>(*each.now.isee) : std::nullopt;
  row["after"] = priced(each.now.amount, each.now.unit_fee_thousandths, isee);
  const auto difference = checked_subtract(each.now.amount, each.charged);
  row["difference"] = to_string(difference.value_or(Money()));
  if (same || !seen.causes[i]) return row;
  const auto cause_event = find_cause(site, seen, *seen.causes[i]);
  if (!cause_event) return cause_event.error();
  if (*cause_event) {
    row["since"] = to_string(rome_date((*cause_event)->stored.recorded));
    row["position"] = (*cause_event)->stored.position;
  }
  return row;
}

boost::json::array unanswered_rows(const Site& site, const app::ServiceEffects& seen) {
  boost::json::array rows;
  for (const fees::Unanswered& each : seen.effects.unanswered) {
    boost::json::object row;
    row["fee_id"] = to_string(each.fee);
    row["from"] = to_string(each.period.from);
    row["to"] = to_string(each.period.to);
    row["amount"] = to_string(each.charged);
    row["code"] = each.why.code;
    row["reason"] = site.texts.sentence(each.why);
    rows.push_back(std::move(row));
  }
  return rows;
}

boost::json::object settlement_row(const schema::SettlementDecidedT& settled) {
  boost::json::object row;
  row["settlement_id"] = to_string(settled.settlement);
  row["on"] = to_string(settled.on);
  row["total"] = to_string(settled.total);
  row["method"] = name_of(settled.method);
  if (settled.instalments > 0) row["instalments"] = settled.instalments;
  boost::json::array fees;
  for (const auto& each : settled.fees) {
    boost::json::object fee;
    fee["fee_id"] = to_string(each->fee);
    fee["replacement_id"] = to_string(each->replacement);
    fee["charged"] = to_string(each->charged);
    fee["due"] = to_string(each->due);
    fees.push_back(std::move(fee));
  }
  row["fees"] = std::move(fees);
  return row;
}

}  // namespace

Result<std::vector<RegulationId>, app::Failure> known_regulations(const Site& site,
                                                                  const RegulationId& granted) {
  auto answer = site.deps.views.ask("regulations", view::At{}, [&](const view::ReadRows& rows) {
    std::vector<RegulationId> ids;
    const auto one = regulations::version(rows, granted);
    if (!one) return ids;
    for (const auto& each : regulations::versions(rows, {one->comune, one->service_code})) {
      ids.push_back(each.regulation);
    }
    return ids;
  });
  if (!answer) return app::Failure(answer.error());
  return std::move(answer->value);
}

Result<std::optional<app::FeeInputsQuestion>, app::Failure> fee_question(
    const Site& site, const ServiceId& service, const std::optional<HouseholdId>& household) {
  const auto granted = fold_stream<domain::Service>(
      site.deps.events(), app::streams::service(service), std::nullopt, std::nullopt);
  if (!granted) return app::Failure(granted.error());
  if (!granted->grant || !granted->grant->regulation) {
    return std::optional<app::FeeInputsQuestion>();
  }
  auto known = known_regulations(site, *granted->grant->regulation);
  if (!known) return known.error();
  // Without a household nobody has an attestation; the regulation says what then holds.
  return std::optional<app::FeeInputsQuestion>(
      app::FeeInputsQuestion{service, household.value_or(HouseholdId()), std::move(*known)});
}

Result<std::optional<app::ServiceEffects>, app::Failure> read_effects(
    const Site& site, const ServiceId& service, const std::optional<HouseholdId>& household) {
  const auto question = fee_question(site, service, household);
  if (!question) return question.error();
  if (!*question) return std::optional<app::ServiceEffects>();
  auto seen = app::effects_on_service(site.deps.transactor, **question);
  // A service without its regulation has no effects to show; that is no reason to hide the others.
  if (!seen && std::holds_alternative<Refusal>(seen.error())) {
    return std::optional<app::ServiceEffects>();
  }
  if (!seen) return seen.error();
  return std::optional<app::ServiceEffects>(std::move(*seen));
}

bool any(const app::ServiceEffects& seen) {
  return !seen.effects.touched.empty() || !seen.effects.unanswered.empty();
}

std::size_t touched_fees(const app::ServiceEffects& seen) {
  std::set<FeeId> fees;
  for (const auto& each : seen.effects.touched) fees.insert(*each.now.supersedes);
  return fees.size();
}

Result<boost::json::object, app::Failure> effects_document(const Site& site,
                                                           const app::ServiceEffects& seen) {
  const domain::Service& service = seen.inputs.service;
  boost::json::object body;
  body["service_id"] = to_string(service.id);
  body["service_name"] = site.deps.catalogue.service_name(service.service_code);
  const auto unit = quantity_unit_name(service.grant->unit);
  if (!unit.empty()) body["unit"] = unit;
  boost::json::array rows;
  for (std::size_t i = 0; i < seen.effects.touched.size(); ++i) {
    auto row = effect_row(site, seen, i);
    if (!row) return row.error();
    rows.push_back(std::move(*row));
  }
  body["periods"] = std::move(rows);
  body["unanswered"] = unanswered_rows(site, seen);
  body["charged"] = to_string(seen.effects.charged);
  body["due"] = to_string(seen.effects.due);
  body["total"] = to_string(seen.effects.total);
  body["proposal"] = seen.proposal;
  boost::json::array settled;
  for (const auto& each : seen.inputs.history.settlements) settled.push_back(settlement_row(each));
  body["settlements"] = std::move(settled);
  return body;
}

Result<boost::json::object, app::Failure> review_summary(const Site& site,
                                                         const app::ServiceEffects& seen, Date on) {
  boost::json::object body;
  body["periods"] = touched_fees(seen);
  body["unanswered"] = seen.effects.unanswered.size();
  body["total"] = to_string(seen.effects.total);
  for (std::size_t i = 0; i < seen.effects.touched.size(); ++i) {
    const fees::TouchedPeriod& each = seen.effects.touched[i];
    if (seen.causes[i] && !body.contains("since")) {
      const auto cause = find_cause(site, seen, *seen.causes[i]);
      if (!cause) return cause.error();
      if (*cause) body["since"] = to_string(rome_date((*cause)->stored.recorded));
    }
    if (on < each.period.from || each.period.to < on) continue;
    body["unit_fee"] = decimal_of_thousandths(each.now.unit_fee_thousandths);
    if (each.now.isee) body["isee"] = to_string(*each.now.isee);
  }
  return body;
}

}  // namespace telaio::http::handlers
