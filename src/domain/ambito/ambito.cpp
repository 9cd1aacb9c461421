// SPDX-License-Identifier: EUPL-1.2
#include "domain/ambito/ambito.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "domain/ambito/ambito_refusals.hpp"
#include "domain/checks.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;

// The first year for which the staff statement exists (L. 178/2020 art. 1 c. 798).
constexpr std::uint16_t filing_year_min = 2021;
constexpr std::size_t istat_digits = 6;

std::optional<Refusal> check_not_future(Date date, Date today) {
  if (date <= today) return std::nullopt;
  return Refusal{refusals::ambito_date_in_future, {date_value("data", date)}};
}

bool is_istat_comune(const Code& comune) {
  const std::string_view text = comune.text();
  return text.size() == istat_digits &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<Refusal> check(const ComposeAmbito& command) {
  if (command.comuni.empty()) return Refusal{refusals::ambito_no_comune, {}};
  if (command.comuni.size() > limits::ambito_comuni_max) {
    return Refusal{refusals::ambito_too_many_comuni,
                   {{"massimo", std::to_string(limits::ambito_comuni_max)}}};
  }
  if (!std::ranges::all_of(command.comuni, is_istat_comune)) {
    return Refusal{refusals::ambito_comune_malformed, {}};
  }
  const std::set<Code> distinct(command.comuni.begin(), command.comuni.end());
  if (distinct.size() != command.comuni.size()) return Refusal{refusals::ambito_comune_twice, {}};
  if (!distinct.contains(command.lead_comune)) return Refusal{refusals::ambito_lead_outside, {}};
  return std::nullopt;
}

bool same_comuni(std::vector<Code> a, std::vector<Code> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

bool was_ever_part(const Ambito& ambito, const Code& comune) {
  return std::ranges::any_of(ambito.compositions, [&](const Ambito::Composition& each) {
    return std::ranges::find(each.comuni, comune) != each.comuni.end();
  });
}

std::optional<Refusal> check_terms(const ChangeStaffContract& command, Date today) {
  const Ambito::Contract& terms = command.terms;
  const bool complete = !command.contract.is_nil() && !terms.worker.is_nil() &&
                        !terms.employer.empty() && is_known(terms.employer_kind) &&
                        is_known(terms.profession) && is_known(terms.kind);
  if (!complete) return Refusal{refusals::ambito_contract_incomplete, {}};
  if (terms.fte_hundredths == 0 || terms.fte_hundredths > fte_hundredths_max) {
    return Refusal{refusals::ambito_fte_malformed, {}};
  }
  if (terms.to && *terms.to < terms.from) {
    return Refusal{refusals::ambito_contract_reversed, {date_value("inizio", terms.from)}};
  }
  return check_not_future(terms.from, today);
}

}  // namespace

Decision decide(const Ambito& ambito, const ComposeAmbito& command, const AmbitoContext& context) {
  if (auto refusal = check(command)) return *refusal;
  if (auto refusal = check_not_future(command.from, context.today)) return *refusal;
  if (!ambito.compositions.empty()) {
    const Ambito::Composition& last = ambito.compositions.back();
    if (command.from < last.from) {
      return Refusal{refusals::ambito_before_last, {date_value("data", last.from)}};
    }
    const bool same =
        last.lead_comune == command.lead_comune && same_comuni(last.comuni, command.comuni);
    if (same) return std::vector<NewEvent>{};
    if (command.from == last.from) {
      return Refusal{refusals::ambito_composed_differently, {date_value("data", last.from)}};
    }
  }

  schema::AmbitoComposedT composed;
  composed.ambito = command.ambito;
  composed.comuni = command.comuni;
  composed.lead_comune = command.lead_comune;
  composed.from = command.from;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(composed), VisibilityClass::p0, command.from));
  return events;
}

Decision decide(const Ambito& ambito, const PublishPopulation& command,
                const AmbitoContext& context) {
  if (ambito.compositions.empty()) return Refusal{refusals::ambito_not_composed, {}};
  if (!was_ever_part(ambito, command.comune)) return Refusal{refusals::ambito_unknown_comune, {}};
  if (command.residents == 0) return Refusal{refusals::ambito_no_residents, {}};
  if (auto refusal = check_not_future(command.on, context.today)) return *refusal;
  const auto known = ambito.residents.find({command.comune, command.on});
  if (known != ambito.residents.end() && known->second == command.residents) {
    return std::vector<NewEvent>{};
  }

  schema::PopulationPublishedT published;
  published.ambito = ambito.id;
  published.comune = command.comune;
  published.on = command.on;
  published.residents = command.residents;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(published), VisibilityClass::p0, command.on));
  return events;
}

Decision decide(const Ambito& ambito, const ChangeStaffContract& command,
                const AmbitoContext& context) {
  if (ambito.compositions.empty()) return Refusal{refusals::ambito_not_composed, {}};
  if (auto refusal = check_terms(command, context.today)) return *refusal;
  const auto known = ambito.contracts.find(command.contract);
  if (known != ambito.contracts.end()) {
    const Ambito::Contract& before = known->second;
    if (before == command.terms) return std::vector<NewEvent>{};
    if (before.worker != command.terms.worker) {
      return Refusal{refusals::ambito_contract_of_other, {}};
    }
    if (command.terms.from < before.from) {
      return Refusal{refusals::ambito_contract_before_last, {date_value("data", before.from)}};
    }
  }

  schema::StaffContractChangedT changed;
  changed.contract = command.contract;
  changed.worker = command.terms.worker;
  changed.employer = command.terms.employer;
  changed.employer_kind = command.terms.employer_kind;
  changed.profession = command.terms.profession;
  changed.kind = command.terms.kind;
  changed.fte_hundredths = command.terms.fte_hundredths;
  changed.from = command.terms.from;
  changed.to = pointer_to(command.terms.to);
  changed.field_or_planning = command.terms.field_or_planning;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(changed), VisibilityClass::p2, command.terms.from));
  events.back().effective_to = command.terms.to;
  return events;
}

Decision decide(const Ambito& ambito, const SubmitFiling& command, const AmbitoContext& context) {
  if (ambito.compositions.empty()) return Refusal{refusals::ambito_not_composed, {}};
  if (!is_known(command.flow)) return Refusal{refusals::ambito_flow_missing, {}};
  if (auto refusal = check_not_future(command.on, context.today)) return *refusal;
  const int sent_year = static_cast<int>(command.on.ymd().year());
  if (command.window_year < filing_year_min || command.window_year > sent_year) {
    return Refusal{
        refusals::ambito_year_malformed,
        {{"minimo", std::to_string(filing_year_min)}, {"massimo", std::to_string(sent_year)}}};
  }
  const auto known = ambito.filings.find({command.flow, command.window_year});
  if (known != ambito.filings.end()) {
    if (known->second == command.on) return std::vector<NewEvent>{};
    return Refusal{refusals::ambito_filing_exists, {date_value("data", known->second)}};
  }

  schema::FilingSubmittedT submitted;
  submitted.ambito = ambito.id;
  submitted.flow = command.flow;
  submitted.window_year = command.window_year;
  submitted.on = command.on;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(submitted), VisibilityClass::p0, command.on));
  return events;
}

Ambito evolve(Ambito ambito, const schema::Header& stored) {
  if (const auto* composed = stored.fact_as_AmbitoComposed()) {
    ambito.id = schema::read(composed->ambito());
    ambito.compositions.push_back({schema::read(composed->from()),
                                   schema::read_all(composed->comuni()),
                                   schema::read(composed->lead_comune())});
  } else if (const auto* published = stored.fact_as_PopulationPublished()) {
    ambito.residents[{schema::read(published->comune()), schema::read(published->on())}] =
        published->residents();
  } else if (const auto* changed = stored.fact_as_StaffContractChanged()) {
    ambito.contracts[schema::read(changed->contract())] =
        Ambito::Contract{schema::read(changed->worker()),
                         schema::read(changed->employer()),
                         changed->employer_kind(),
                         changed->profession(),
                         changed->kind(),
                         changed->fte_hundredths(),
                         schema::read(changed->from()),
                         schema::read_optional(changed->to()),
                         changed->field_or_planning()};
  } else if (const auto* submitted = stored.fact_as_FilingSubmitted()) {
    ambito.filings[{submitted->flow(), submitted->window_year()}] = schema::read(submitted->on());
  }
  return ambito;
}

}  // namespace telaio::domain
