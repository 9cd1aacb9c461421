// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/isee_import.hpp"

#include "app/isee_csv_refusals.hpp"
#include "app/isee_lookups.hpp"
#include "app/streams.hpp"
#include "crypto/digest.hpp"
#include "projections/people/people_query.hpp"

namespace telaio::cli {
namespace {

namespace people = projections::people;
namespace refusals = app::refusals;

constexpr std::string_view row_domain = "telaio/isee-csv-row/v1";
constexpr std::string_view attestation_domain = "telaio/isee-csv-attestation/v1";

struct Owner {
  PersonId person;
  HouseholdId household;
};

// A refusal of one column, or a fault.
using Found = Result<Owner, std::variant<app::IseeCsvError, Fault>>;

app::IseeCsvError wrong(std::string_view column, std::string_view code) {
  return {std::string(column), Refusal{code, {}}};
}

Fault fault_of(const app::Failure& failure) {
  if (const auto* fault = std::get_if<Fault>(&failure)) return *fault;
  return {"log.unreadable", std::string(app::code_of(failure))};
}

class Importer {
 public:
  Importer(tools::Installation& installation, bool trial)
      : installation_(installation), transactor_(installation.transactor()), trial_(trial) {
    request_.envelope.actor = {OperatorId(), schema::Role::system, Code(),
                               installation.catalogue().lead_comune};
    request_.envelope.origin = schema::Origin::import_;
    request_.envelope.purpose = Code("isee");
  }

  Result<ImportedRow, Fault> take(const app::IseeCsvRow& row) {
    ImportedRow imported{row.line, RowOutcome::refused, row.errors, {}};
    if (!row.errors.empty()) return imported;
    auto owner = owner_of(row);
    if (!owner) {
      const auto why = owner.error();
      if (const auto* fault = std::get_if<Fault>(&why)) return *fault;
      imported.errors.push_back(std::get<app::IseeCsvError>(why));
      return imported;
    }
    domain::AcquireAttestation command = row.command;
    command.beneficiary = owner->person;
    command.household = owner->household;
    name(row, command);
    imported.flags = domain::flags_of(command);
    const auto events = trial_ ? judged(command) : written(command);
    if (!events) {
      const app::Failure failure = events.error();
      if (const auto* fault = std::get_if<Fault>(&failure)) return *fault;
      imported.errors.push_back({"", std::get<Refusal>(failure)});
      imported.flags.clear();
      return imported;
    }
    imported.outcome = *events == 0 ? RowOutcome::already_known : RowOutcome::registered;
    return imported;
  }

 private:
  // The same row is the same command, in whatever file it stands.
  void name(const app::IseeCsvRow& row, domain::AcquireAttestation& command) {
    std::string all;
    for (const std::string& field : row.fields) all += field + '\x1f';
    const auto id = crypto::sha256({as_bytes(row_domain), as_bytes(all)});
    request_.command = CommandId(uuid_from(BytesView(id).first(id_size)));
    request_.request_hash =
        installation_.vault().tokens().request_hash(OperatorId(), "isee import", as_bytes(all));
    const auto made = crypto::sha256({as_bytes(attestation_domain), as_bytes(all)});
    command.attestation = AttestationId(uuid_from(BytesView(made).first(id_size)));
  }

  Result<std::size_t, app::Failure> judged(const domain::AcquireAttestation& command) {
    const auto decided = app::decide_attestation(transactor_, command);
    if (!decided) return decided.error();
    return decided->events.size();
  }

  Result<std::size_t, app::Failure> written(const domain::AcquireAttestation& command) {
    const auto outcome = app::execute(transactor_, request_, command);
    if (!outcome) return outcome.error();
    return outcome->repeated ? 0 : outcome->events.size();
  }

  Found owner_of(const app::IseeCsvRow& row) {
    const auto person = person_with(row.codice_fiscale);
    if (!person) return person.error();
    const auto household = household_of(*person, row.case_number);
    if (!household) return household.error();
    return Owner{*person, *household};
  }

  // Candidates share a token; the opened code decides.
  Result<PersonId, std::variant<app::IseeCsvError, Fault>> person_with(const std::string& code) {
    constexpr std::size_t candidates_max = 20;
    const auto token = installation_.vault().tokens().of_codice_fiscale(code);
    if (!token) return wrong("codice_fiscale", refusals::csv_codice_fiscale);
    const auto found = installation_.views().ask("people", view::At{}, [&](const auto& rows) {
      return people::search(rows, {*token}, candidates_max).persons;
    });
    if (!found) return fault_of(found.error());
    std::optional<PersonId> only;
    for (const PersonId& each : found->value) {
      const auto known = app::codice_fiscale_of(transactor_, each);
      if (!known) return fault_of(known.error());
      if (*known != code) continue;
      if (only) return wrong("codice_fiscale", refusals::csv_person_ambiguous);
      only = each;
    }
    if (!only) return wrong("codice_fiscale", refusals::csv_person_unknown);
    return *only;
  }

  Result<HouseholdId, std::variant<app::IseeCsvError, Fault>> household_of(
      const PersonId& person, const std::string& case_number) {
    if (!case_number.empty()) return household_of_case(case_number);
    const auto found = installation_.views().ask("people", view::At{}, [&](const auto& rows) {
      const auto one = people::person_on(rows, person, transactor_.today());
      return one ? one->households : std::vector<HouseholdId>();
    });
    if (!found) return fault_of(found.error());
    if (found->value.empty()) return wrong("caso", refusals::csv_household_unknown);
    if (found->value.size() > 1) return wrong("caso", refusals::csv_household_ambiguous);
    return found->value.front();
  }

  Result<HouseholdId, std::variant<app::IseeCsvError, Fault>> household_of_case(
      const std::string& case_number) {
    const auto number = Code::parse(case_number);
    if (!number) return wrong("caso", refusals::csv_household_unknown);
    const auto found = installation_.views().ask("people", view::At{}, [&](const auto& rows) {
      return people::cases_with_number(rows, *number);
    });
    if (!found) return fault_of(found.error());
    if (found->value.size() != 1) return wrong("caso", refusals::csv_household_unknown);
    const auto file =
        transactor_.load<domain::CaseFile>(app::streams::case_file(found->value.front()));
    if (!file) return fault_of(file.error());
    if (!file->state.household) return wrong("caso", refusals::csv_household_unknown);
    return *file->state.household;
  }

  tools::Installation& installation_;
  app::Transactor& transactor_;
  bool trial_;
  app::CommandRequest request_;
};

std::string_view outcome_name(RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::registered:
      return "registrata";
    case RowOutcome::already_known:
      return "già registrata";
    case RowOutcome::refused:
      break;
  }
  return "rifiutata";
}

}  // namespace

Result<std::vector<ImportedRow>, Fault> import_isee(tools::Installation& installation,
                                                    const app::IseeCsv& csv, bool trial) {
  Importer importer(installation, trial);
  std::vector<ImportedRow> rows;
  for (const app::IseeCsvRow& row : csv.rows) {
    auto imported = importer.take(row);
    if (!imported) return imported.error();
    rows.push_back(std::move(*imported));
  }
  return rows;
}

std::string report_of(const app::IseeCsv& csv, const std::vector<ImportedRow>& rows,
                      const app::Texts& texts) {
  std::string report;
  const auto put = [&](std::string_view text, bool last = false) {
    report += app::csv_field(text, csv.separator);
    report += last ? "\r\n" : std::string(1, csv.separator);
  };
  for (const std::string& name : csv.header) put(name);
  for (const char* name : {"esito", "colonna_esito", "codice_esito"}) put(name);
  put("messaggio_esito", true);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string columns;
    std::string codes;
    std::string messages;
    const auto add = [&](std::string_view column, const Refusal& refusal) {
      const std::string_view comma = codes.empty() ? "" : " | ";
      columns += std::string(comma) + std::string(column);
      codes += std::string(comma) + std::string(refusal.code);
      messages += std::string(comma) + texts.sentence(refusal);
    };
    for (const auto& error : rows[i].errors) add(error.column, error.refusal);
    for (const std::string_view flag : rows[i].flags) add("", Refusal{flag, {}});
    // A row with fewer columns than the header still ends where the outcome begins.
    for (std::size_t place = 0; place < std::max(csv.header.size(), csv.rows[i].fields.size());
         ++place) {
      put(place < csv.rows[i].fields.size() ? csv.rows[i].fields[place] : "");
    }
    put(outcome_name(rows[i].outcome));
    put(columns);
    put(codes);
    put(messages, true);
  }
  return report;
}

}  // namespace telaio::cli
