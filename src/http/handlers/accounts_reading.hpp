// SPDX-License-Identifier: EUPL-1.2
// The invoices of a Comune and month with what people read beside them: names, services, IUV. For
// the page and for the files of the accounts office, so that both say the same.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "app/sheets/accounts_sheet.hpp"
#include "http/persons.hpp"
#include "http/site.hpp"
#include "projections/accounts/accounts_query.hpp"

namespace telaio::http::handlers {

// "2026-03".
inline constexpr std::size_t month_size = 7;
std::optional<Date> month_of(std::string_view text);

// More invoices than a Comune of a million people has in a month.
inline constexpr std::size_t invoices_max = 20'000;

struct AccountsAsked {
  Code comune;
  Date month;
  Moment moment;
};
// Parameters comune (the lead Comune when missing) and month (the last one that ended), and the
// moment. Refuses http.fields_wrong.
Result<AccountsAsked, app::Failure> accounts_asked(const Site& site, const Request& request);

// Those of the persons that this caller may name, by the cases of their services and by today's
// permissions (app/authorise): a head reads the people of the own unit.
Result<std::set<PersonId>, Fault> nameable(const Site& site, const Call& call,
                                           const std::vector<PersonId>& persons);
// Their names; of the others, pseudonyms in the order given.
Result<PersonsShown, app::Failure> names_of(const Site& site, const std::vector<PersonId>& persons,
                                            const std::set<PersonId>& nameable, const view::At& at,
                                            Date on);

struct InvoiceShown {
  projections::accounts::Invoice invoice;
  std::string person_name;
  std::vector<std::string> service_names;  // One for each line.
  // Of the last notice; empty when none, when erased, or when the person may not be named.
  std::string iuv;
};
struct AccountsShown {
  std::vector<InvoiceShown> invoices;  // By name.
  std::uint64_t applied = 0;
  bool late = false;
};
// Opens names and numbers: the caller has recorded the access, or does before it answers.
Result<AccountsShown, app::Failure> read_accounts(const Site& site, const Call& call,
                                                  const AccountsAsked& asked);

app::sheets::NoticeState state_of(const projections::accounts::Invoice& invoice);

}  // namespace telaio::http::handlers
