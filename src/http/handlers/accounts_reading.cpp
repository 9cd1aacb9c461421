// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/accounts_reading.hpp"

#include <algorithm>
#include <map>

#include "http/handlers/case_rows.hpp"
#include "http/http_refusals.hpp"
#include "projections/fees/fees_query.hpp"

namespace telaio::http::handlers {

namespace {

namespace accounts = projections::accounts;
using accounts::Invoice;

Result<std::map<ServiceId, Code>, Fault> service_codes(const Site& site, const view::At& at,
                                                       const std::vector<Invoice>& invoices,
                                                       Date on) {
  const auto answer = site.deps.views.ask("fees", at, [&](const view::ReadRows& rows) {
    std::map<ServiceId, Code> codes;
    for (const Invoice& invoice : invoices) {
      for (const accounts::Line& line : invoice.lines) {
        if (codes.contains(line.service)) continue;
        const auto state = projections::fees::service_on(rows, line.service, on);
        codes[line.service] = state ? state->service_code : Code();
      }
    }
    return codes;
  });
  if (!answer) return answer.error();
  return answer->value;
}

Result<std::string, app::Failure> iuv_of(const Site& site, const Invoice& invoice) {
  std::string iuv;
  if (invoice.notices.empty()) return Result<std::string, app::Failure>(iuv);
  const auto opened = site.opening.part(invoice.notices.back().position, 0);
  if (!opened) return app::Failure(opened.error());
  const auto* number = opened->content ? opened->content->AsNoticeNumber() : nullptr;
  if (number != nullptr) iuv = number->iuv;
  return Result<std::string, app::Failure>(iuv);
}

}  // namespace

std::optional<Date> month_of(std::string_view text) {
  if (text.size() != month_size) return std::nullopt;
  return parse_date(std::string(text) + "-01");
}

Result<AccountsAsked, app::Failure> accounts_asked(const Site& site, const Request& request) {
  auto moment = moment_of(request, site.today());
  if (!moment) return app::Failure(moment.error());
  AccountsAsked asked{site.deps.catalogue.lead_comune, add_months(first_of_month(site.today()), -1),
                      *moment};
  const app::Failure wrong(Refusal{refusals::fields_wrong, {}});
  if (const auto text = request.parameter("comune")) {
    const auto comune = Code::parse(*text);
    if (!comune || !site.deps.catalogue.lists.comuni.contains(*comune)) return wrong;
    asked.comune = *comune;
  }
  if (const auto text = request.parameter("month")) {
    const auto month = month_of(*text);
    if (!month) return wrong;
    asked.month = *month;
  }
  if (const auto settled = site.settle(asked.moment); !settled) return settled.error();
  return asked;
}

Result<std::set<PersonId>, Fault> nameable(const Site& site, const Call& call,
                                           const std::vector<PersonId>& persons) {
  namespace caseload = projections::caseload;
  const Date today = site.today();
  const auto cases = site.deps.views.ask("fees", view::At{}, [&](const view::ReadRows& rows) {
    std::map<PersonId, std::set<CaseId>> found;
    for (const PersonId& person : persons) {
      if (found.contains(person)) continue;
      std::set<CaseId>& of_person = found[person];
      for (const auto& service : projections::fees::services_of_person(rows, person, today)) {
        if (service.case_file) of_person.insert(*service.case_file);
      }
    }
    return found;
  });
  if (!cases) return cases.error();
  const auto allowed = site.deps.views.ask("caseload", view::At{}, [&](const view::ReadRows& rows) {
    std::set<PersonId> found;
    for (const auto& [person, files] : cases->value) {
      for (const CaseId& file : files) {
        const auto state = caseload::case_on(rows, file, today);
        if (state && may_name(call, *state)) found.insert(person);
      }
    }
    return found;
  });
  if (!allowed) return allowed.error();
  return allowed->value;
}

Result<PersonsShown, app::Failure> names_of(const Site& site, const std::vector<PersonId>& persons,
                                            const std::set<PersonId>& nameable, const view::At& at,
                                            Date on) {
  std::vector<PersonId> named;
  std::vector<PersonId> masked;
  for (const PersonId& person : persons) {
    (nameable.contains(person) ? named : masked).push_back(person);
  }
  auto shown = read_persons(site, named, at, on);
  if (!shown) return shown;
  shown->merge(pseudonyms(masked));
  return shown;
}

Result<AccountsShown, app::Failure> read_accounts(const Site& site, const Call& call,
                                                  const AccountsAsked& asked) {
  const view::At at = site.at(asked.moment);
  auto answer = site.deps.views.ask("accounts", at, [&](const view::ReadRows& rows) {
    return accounts::invoices_of(rows, asked.comune, asked.month, asked.moment.on);
  });
  if (!answer) return app::Failure(answer.error());
  AccountsShown shown;
  shown.applied = answer->applied;
  shown.late = answer->late;
  if (answer->value.size() > invoices_max) {
    return app::Failure(Fault{"sheets.too_large", "more invoices than one answer holds"});
  }
  std::vector<PersonId> persons;
  for (const Invoice& invoice : answer->value) persons.push_back(invoice.person);
  const auto may_be_named = nameable(site, call, persons);
  if (!may_be_named) return app::Failure(may_be_named.error());
  const auto names = names_of(site, persons, *may_be_named, at, asked.moment.on);
  if (!names) return names.error();
  const auto codes = service_codes(site, at, answer->value, asked.moment.on);
  if (!codes) return app::Failure(codes.error());
  for (Invoice& invoice : answer->value) {
    InvoiceShown row;
    row.person_name = names->at(invoice.person).display_name();
    for (const accounts::Line& line : invoice.lines) {
      row.service_names.push_back(site.deps.catalogue.service_name(codes->at(line.service)));
    }
    if (may_be_named->contains(invoice.person)) {
      auto iuv = iuv_of(site, invoice);
      if (!iuv) return iuv.error();
      row.iuv = std::move(*iuv);
    }
    row.invoice = std::move(invoice);
    shown.invoices.push_back(std::move(row));
  }
  std::ranges::sort(shown.invoices, [](const InvoiceShown& a, const InvoiceShown& b) {
    if (a.person_name != b.person_name) return a.person_name < b.person_name;
    return a.invoice.position < b.invoice.position;
  });
  return shown;
}

app::sheets::NoticeState state_of(const Invoice& invoice) {
  using State = app::sheets::NoticeState;
  if (invoice.notices.empty()) return State::none;
  switch (invoice.notices.back().outcome) {
    case schema::NoticeOutcome::unknown:
      return State::pending;
    case schema::NoticeOutcome::paid:
      return State::paid;
    case schema::NoticeOutcome::annulled:
      return State::annulled;
    case schema::NoticeOutcome::expired:
      break;
  }
  return State::expired;
}

}  // namespace telaio::http::handlers
