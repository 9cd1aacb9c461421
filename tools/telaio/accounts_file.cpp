// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/accounts_file.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/access_log.hpp"
#include "app/opening.hpp"
#include "app/sheets/accounts_sheet.hpp"
#include "base/zone.hpp"
#include "projections/accounts/accounts_query.hpp"
#include "projections/fees/fees_query.hpp"
#include "projections/people/people_query.hpp"

namespace telaio::cli {
namespace {

namespace accounts = projections::accounts;
namespace sheets = app::sheets;
using accounts::Invoice;

constexpr std::string_view unknown_name = "—";

class Reading {
 public:
  Reading(tools::Installation& installation, Date on)
      : installation_(installation),
        opening_(installation.events(), installation.vault()),
        on_(on) {}

  Result<std::vector<Invoice>, Fault> invoices(const AccountsQuestion& question) {
    const auto answer =
        installation_.views().ask("accounts", view::At{}, [&](const view::ReadRows& rows) {
          return accounts::invoices_of(rows, question.comune, question.month, on_);
        });
    if (!answer) return answer.error();
    return answer->value;
  }

  // "Rossi Elena"; a dash when nobody may know it any more.
  Result<sheets::Invoice, Fault> row(const Invoice& invoice) {
    sheets::Invoice row;
    row.number = to_string(invoice.invoice);
    auto name = name_of(invoice.person);
    if (!name) return name.error();
    row.person = name->text;
    row.issued_on = invoice.issued_on;
    row.due_on = invoice.due_on;
    row.total = invoice.total;
    for (const accounts::Line& line : invoice.lines) {
      const auto service = service_of(line.service);
      if (!service) return service.error();
      row.lines.push_back({service->text, line.settlement.has_value(), line.amount});
    }
    if (invoice.notices.empty()) return row;
    const accounts::Notice& notice = invoice.notices.back();
    row.state = state_of(notice.outcome);
    row.notice_amount = notice.amount;
    row.closed_on = notice.closed_on;
    const auto opened = opening_.part(notice.position, 0);
    if (!opened) return opened.error();
    const auto* number = opened->content ? opened->content->AsNoticeNumber() : nullptr;
    if (number != nullptr) row.iuv = number->iuv;
    return row;
  }

 private:
  // A text of its own type: a Result of a bare string would be taken for a fault.
  struct Text {
    std::string text;
  };

  static sheets::NoticeState state_of(schema::NoticeOutcome outcome) {
    switch (outcome) {
      case schema::NoticeOutcome::paid:
        return sheets::NoticeState::paid;
      case schema::NoticeOutcome::annulled:
        return sheets::NoticeState::annulled;
      case schema::NoticeOutcome::expired:
        return sheets::NoticeState::expired;
      case schema::NoticeOutcome::unknown:
        break;
    }
    return sheets::NoticeState::pending;
  }

  Result<Text, Fault> name_of(const PersonId& id) {
    const auto answer = installation_.views().ask(
        "people", view::At{},
        [&](const view::ReadRows& rows) { return projections::people::person_on(rows, id, on_); });
    if (!answer) return answer.error();
    Text name{std::string(unknown_name)};
    if (!answer->value) return name;
    for (const auto& part : answer->value->identity) {
      const auto opened = opening_.part(part.position, static_cast<std::uint16_t>(part.part));
      if (!opened) return opened.error();
      const auto* identity = opened->content ? opened->content->AsPersonIdentity() : nullptr;
      if (identity != nullptr) name.text = identity->surname + " " + identity->given_name;
    }
    return name;
  }

  Result<Text, Fault> service_of(const ServiceId& id) {
    const auto answer = installation_.views().ask(
        "fees", view::At{},
        [&](const view::ReadRows& rows) { return projections::fees::service_on(rows, id, on_); });
    if (!answer) return answer.error();
    const Code code = answer->value ? answer->value->service_code : Code();
    return Text{installation_.catalogue().service_name(code)};
  }

  tools::Installation& installation_;
  const app::Opening opening_;
  Date on_;
};

Result<Done, app::Failure> record(tools::Installation& installation,
                                  const std::vector<Invoice>& invoices, const Code& comune) {
  std::set<PersonId> persons;
  for (const Invoice& invoice : invoices) persons.insert(invoice.person);
  std::vector<app::Access> accesses;
  for (const PersonId& person : persons) {
    app::Access access;
    access.subject = person;
    access.part = schema::RecordPart::account;
    access.action = schema::AccessAction::export_;
    accesses.push_back(access);
  }
  app::Recording recording;
  recording.purpose = app::purposes::disclosure;
  const app::Actor actor{OperatorId(), schema::Role::system, Code(), comune};
  const auto recorded = app::record_accesses(installation.transactor(), actor, accesses, recording);
  if (!recorded) return recorded.error();
  return Done{};
}

}  // namespace

Result<AccountsFile, app::Failure> accounts_file(tools::Installation& installation,
                                                 const AccountsQuestion& question,
                                                 AccountsFormat format) {
  if (auto done = installation.views().catch_up(); !done) return app::Failure(done.error());
  Reading reading(installation, rome_date(question.now));
  const auto invoices = reading.invoices(question);
  if (!invoices) return app::Failure(invoices.error());
  sheets::Accounts sheet{installation.catalogue().comune_name(question.comune), question.month, {}};
  for (const Invoice& invoice : *invoices) {
    auto row = reading.row(invoice);
    if (!row) return app::Failure(row.error());
    sheet.invoices.push_back(std::move(*row));
  }
  std::ranges::sort(sheet.invoices, [](const sheets::Invoice& a, const sheets::Invoice& b) {
    return a.person != b.person ? a.person < b.person : a.number < b.number;
  });
  const auto total = sheets::total_of(sheet);
  if (!total) return app::Failure(Fault{"sheets.too_large", {}});
  if (const auto recorded = record(installation, *invoices, question.comune); !recorded) {
    return recorded.error();
  }
  AccountsFile file;
  file.invoices = sheet.invoices.size();
  file.total = *total;
  if (format == AccountsFormat::csv) {
    file.content = sheets::to_csv(sheet);
    return file;
  }
  const auto bytes = sheets::to_xlsx(sheet);
  if (!bytes) return app::Failure(bytes.error());
  file.content = std::string(as_text(*bytes));
  return file;
}

}  // namespace telaio::cli
