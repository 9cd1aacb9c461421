// SPDX-License-Identifier: EUPL-1.2
#include "app/monthly_run.hpp"

#include <algorithm>

#include "app/account_commands.hpp"
#include "app/fees.hpp"
#include "app/monthly_helpers.hpp"
#include "app/monthly_worklist.hpp"
#include "app/streams.hpp"
#include "domain/account/account_refusals.hpp"
#include "domain/account/charges.hpp"

namespace telaio::app {
namespace {

using domain::Account;
using domain::Charge;
using Services = MonthlyServices;

constexpr Code purpose("monthly_run");

class Run {
 public:
  Run(Transactor& transactor, const Actor& actor, const MonthlyRunQuestion& question,
      const MonthlyReport& report)
      : transactor_(transactor), actor_(actor), question_(question), report_(report) {}

  Result<MonthlyOutcome, Fault> all();

 private:
  Result<Done, Fault> determine(const MonthlyService& service);
  Result<Done, Fault> bill(Services services);
  Result<Done, Fault> replace_notices(Services services, const PersonId& person,
                                      std::vector<Charge>& charges);
  Result<Done, Fault> invoice(const PersonId& person, std::vector<Charge> charges);
  Result<Done, Fault> issue_notices(const PersonId& person);
  // A refusal is listed, a fault ends the run.
  Result<bool, Fault> done(const Executed& executed, const PersonId& person,
                           const MonthlyService* service);
  Result<std::vector<Charge>, Fault> charges_of(Services services, const Account& account) const;
  Result<Account, Fault> account_of(const PersonId& person) const;
  // The same wish on the same state has the same id, however often the run is started.
  Result<CommandRequest, Fault> request(std::string_view what, const Uuid& about,
                                        const log::StreamId& stream) const;
  bool report(MonthlyStage stage, std::uint64_t done, std::uint64_t total);

  Transactor& transactor_;
  const Actor& actor_;
  const MonthlyRunQuestion& question_;
  const MonthlyReport& report_;
  MonthlyOutcome outcome_;
};

template <class Id>
Id derived(std::string_view tag, const CommandId& command) {
  const auto digest = crypto::sha256({as_bytes(tag), command.view()});
  return Id(uuid_from(BytesView(digest).first(id_size)));
}

std::optional<Fault> fault_of(const Failure& failure) {
  if (const auto* fault = std::get_if<Fault>(&failure)) return *fault;
  return std::nullopt;
}

bool Run::report(MonthlyStage stage, std::uint64_t done, std::uint64_t total) {
  if (report_ && !report_({stage, done, total})) outcome_.stopped = true;
  return !outcome_.stopped;
}

Result<CommandRequest, Fault> Run::request(std::string_view what, const Uuid& about,
                                           const log::StreamId& stream) const {
  const auto version = transactor_.events().stream_version(stream);
  if (!version) return version.error();
  Bytes number;
  append_u64(number, *version ? **version + 1 : 0);
  const std::string month = to_string(question_.month);
  const auto digest =
      crypto::sha256({as_bytes(std::string_view("telaio/monthly-run/v1")), as_bytes(what),
                      as_bytes(question_.comune.text()), as_bytes(month), about.view(), number});
  CommandRequest made;
  made.command = CommandId(uuid_from(BytesView(digest).first(id_size)));
  made.envelope.actor = actor_;
  made.envelope.purpose = purpose;
  return made;
}

Result<bool, Fault> Run::done(const Executed& executed, const PersonId& person,
                              const MonthlyService* service) {
  if (executed) return true;
  if (const auto fault = fault_of(executed.error())) return *fault;
  MonthlyRefused refused;
  refused.person = person;
  if (service != nullptr) {
    refused.service = service->service;
    refused.service_code = service->service_code;
  }
  refused.refusal = std::get<Refusal>(executed.error());
  outcome_.refused.push_back(std::move(refused));
  return false;
}

// ---- Fees ----

Result<Done, Fault> Run::determine(const MonthlyService& service) {
  if (!service.period || !service.priced) return Done{};
  ++outcome_.services;
  if (service.has_fee) {
    ++outcome_.fees_present;
    return Done{};
  }
  if (service.suspended && !service.delivered_hundredths) {
    ++outcome_.suspended;
    return Done{};
  }
  if (!service.household) {
    outcome_.refused.push_back({service.person,
                                service.service,
                                service.service_code,
                                {domain::refusals::account_household_unknown, {}}});
    return Done{};
  }
  if (!question_.dry_run) {
    const auto asked = request("fee", service.service, streams::fee(service.service));
    if (!asked) return asked.error();
    DetermineFee command;
    command.fee = derived<FeeId>("telaio/monthly-fee/v1", asked->command);
    command.service = service.service;
    command.household = *service.household;
    command.period = *service.period;
    command.quantity_hundredths = service.delivered_hundredths;
    const auto executed = done(execute(transactor_, *asked, command), service.person, &service);
    if (!executed) return executed.error();
    if (!*executed) return Done{};
  }
  ++outcome_.fees_determined;
  return Done{};
}

// ---- Invoices ----

Result<Account, Fault> Run::account_of(const PersonId& person) const {
  const auto loaded = transactor_.load<Account>(streams::account(person));
  if (loaded) return loaded->state;
  return fault_of(loaded.error()).value_or(Fault{"log.unreadable", "account"});
}

Result<std::vector<Charge>, Fault> Run::charges_of(Services services,
                                                   const Account& account) const {
  std::vector<Charge> charges;
  for (const MonthlyService& service : services) {
    const auto history = transactor_.load<domain::FeeHistory>(streams::fee(service.service));
    if (!history) return fault_of(history.error()).value_or(Fault{"log.unreadable", "fees"});
    for (const Charge& charge : domain::charges_of({history->state, account, question_.month})) {
      charges.push_back(charge);
    }
  }
  return charges;
}

Result<Done, Fault> Run::replace_notices(Services services, const PersonId& person,
                                         std::vector<Charge>& charges) {
  for (const MonthlyService& service : services) {
    const auto history = transactor_.load<domain::FeeHistory>(streams::fee(service.service));
    if (!history) return fault_of(history.error()).value_or(Fault{"log.unreadable", "fees"});
    for (const auto& settlement : history->state.settlements) {
      const auto charge = std::ranges::find_if(charges, [&](const Charge& each) {
        return each.settlement == settlement.settlement && each.parts == 1;
      });
      if (charge == charges.end()) continue;
      const auto account = account_of(person);
      if (!account) return account.error();
      const Account::Notice* unpaid = unpaid_notice_of(*account, settlement);
      if (unpaid == nullptr) continue;
      if (!question_.dry_run) {
        const auto asked = request("replace", unpaid->id, streams::account(person));
        if (!asked) return asked.error();
        ReplaceNotice command;
        command.person = person;
        command.notice = unpaid->id;
        command.replacement = derived<NoticeId>("telaio/monthly-notice/v1", asked->command);
        command.correction = {derived<InvoiceId>("telaio/monthly-invoice/v1", asked->command),
                              question_.month, *charge};
        command.due_on = std::max(unpaid->due_on, question_.due_on);
        command.segregation = question_.segregation;
        const auto executed = done(execute(transactor_, *asked, command), person, &service);
        if (!executed) return executed.error();
        if (!*executed) continue;
      }
      ++outcome_.notices_replaced;
      charges.erase(charge);
    }
  }
  return Done{};
}

Result<Done, Fault> Run::invoice(const PersonId& person, std::vector<Charge> charges) {
  if (charges.empty()) return Done{};
  const Money total = total_of(charges).value_or(Money());
  if (!question_.dry_run) {
    const auto asked = request("invoice", person, streams::account(person));
    if (!asked) return asked.error();
    domain::IssueInvoice command;
    command.invoice = derived<InvoiceId>("telaio/monthly-invoice/v1", asked->command);
    command.person = person;
    command.comune = question_.comune;
    command.month = question_.month;
    command.charges = std::move(charges);
    command.due_on = question_.due_on;
    const auto executed = done(execute(transactor_, *asked, command), person, nullptr);
    if (!executed) return executed.error();
    if (!*executed) return Done{};
  } else if (total > Money()) {
    ++outcome_.notices;
  }
  ++outcome_.invoices;
  if (total < Money()) ++outcome_.credits;
  outcome_.total = checked_add(outcome_.total, total).value_or(outcome_.total);
  return Done{};
}

// Of every invoice of the Comune and month that has none: also one that a run left without it.
Result<Done, Fault> Run::issue_notices(const PersonId& person) {
  const auto account = account_of(person);
  if (!account) return account.error();
  for (const Account::Invoice& invoice : account->invoices) {
    const bool ours = invoice.comune == question_.comune && invoice.month == question_.month;
    if (!ours || invoice.total <= Money() || last_notice_of(*account, invoice.id) != nullptr) {
      continue;
    }
    if (!question_.dry_run) {
      const auto asked = request("notice", invoice.id, streams::account(person));
      if (!asked) return asked.error();
      IssueNotice command;
      command.person = person;
      command.invoice = invoice.id;
      command.notice = derived<NoticeId>("telaio/monthly-notice/v1", asked->command);
      command.due_on = std::max(invoice.due_on, question_.due_on);
      command.segregation = question_.segregation;
      const auto executed = done(execute(transactor_, *asked, command), person, nullptr);
      if (!executed) return executed.error();
      if (!*executed) continue;
    }
    ++outcome_.notices;
  }
  return Done{};
}

Result<Done, Fault> Run::bill(Services services) {
  const PersonId person = services.front().person;
  const auto account = account_of(person);
  if (!account) return account.error();
  auto charges = charges_of(services, *account);
  if (!charges) return charges.error();
  if (auto replaced = replace_notices(services, person, *charges); !replaced) {
    return replaced.error();
  }
  if (auto invoiced = invoice(person, std::move(*charges)); !invoiced) return invoiced.error();
  return issue_notices(person);
}

// ---- In order ----

Result<MonthlyOutcome, Fault> Run::all() {
  WorklistQuestion asked{question_.comune, question_.month, question_.service_code,
                         transactor_.events().head().size};
  const auto worklist = monthly_worklist(transactor_.events(), asked,
                                         [this](std::uint64_t done, std::uint64_t total) {
                                           return report(MonthlyStage::reading, done, total);
                                         });
  if (!worklist) return worklist.error();
  if (!*worklist) return outcome_;
  const std::vector<MonthlyService>& services = **worklist;
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (!report(MonthlyStage::fees, i, services.size())) return outcome_;
    if (const auto determined = determine(services[i]); !determined) return determined.error();
  }
  const auto persons = by_person(services);
  for (std::size_t i = 0; i < persons.size(); ++i) {
    if (!report(MonthlyStage::invoices, i, persons.size())) return outcome_;
    if (const auto billed = bill(persons[i]); !billed) return billed.error();
  }
  report(MonthlyStage::invoices, persons.size(), persons.size());
  outcome_.stopped = false;  // All is done: there is nothing left to stop.
  return outcome_;
}

}  // namespace

Result<MonthlyOutcome, Fault> monthly_run(Transactor& transactor, const Actor& actor,
                                          const MonthlyRunQuestion& question,
                                          const MonthlyReport& report) {
  return Run(transactor, actor, question, report).all();
}

}  // namespace telaio::app
