// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/fact_details.hpp"

#include "app/streams.hpp"
#include "domain/service/service.hpp"
#include "http/stream_reader.hpp"
#include "http/wording.hpp"
#include "schemas/read.hpp"

namespace telaio::http::handlers {

namespace {

class Details {
 public:
  explicit Details(const Site& site) : site_(site) {}

  void add(std::string_view code, std::string_view type, std::string value) {
    if (value.empty()) return;
    boost::json::object detail;
    detail["code"] = code;
    detail["type"] = type;
    detail["value"] = std::move(value);
    detail["label"] = site_.labels.of("detail." + std::string(code));
    list_.push_back(std::move(detail));
  }
  void text(std::string_view code, std::string value) { add(code, "text", std::move(value)); }
  void date(std::string_view code, Date value) { add(code, "date", to_string(value)); }
  void money(std::string_view code, Money value) { add(code, "money", to_string(value)); }
  void decimal(std::string_view code, std::string value) { add(code, "decimal", std::move(value)); }
  boost::json::array take() { return std::move(list_); }

 private:
  const Site& site_;
  boost::json::array list_;
};

void of_case(Details& details, const Site& site, const schema::Header& header) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  if (const auto* taken = header.fact_as_TakenInCharge()) {
    details.text("number", std::string(schema::read(taken->number()).text()));
    details.text("area", catalogue.area_name(schema::read(taken->area())));
    details.text("comune", catalogue.comune_name(schema::read(taken->competent_comune())));
  } else if (const auto* assigned = header.fact_as_CaseManagerAssigned()) {
    const auto name = site.deps.operators.display_name(schema::read(assigned->case_manager()));
    if (name) details.text("case_manager", *name);
    details.text("unit", catalogue.office_name(schema::read(assigned->unit())));
  } else if (const auto* closed = header.fact_as_CaseClosed()) {
    const auto reason = catalogue.closing_reasons.find(schema::read(closed->reason()));
    if (reason != catalogue.closing_reasons.end()) details.text("reason", reason->second);
  } else if (const auto* moved = header.fact_as_ResidenceChanged()) {
    details.text("comune", catalogue.comune_name(schema::read(moved->comune())));
  } else if (const auto* composed = header.fact_as_HouseholdComposed()) {
    const std::size_t count = composed->members() == nullptr ? 0 : composed->members()->size();
    details.decimal("members", std::to_string(count));
  }
}

void of_service(Details& details, const Site& site, const schema::Header& header) {
  if (const auto* requested = header.fact_as_ServiceRequested()) {
    details.text("service",
                 site.deps.catalogue.service_name(schema::read(requested->service_code())));
  } else if (const auto* decided = header.fact_as_ServiceDecided()) {
    if (decided->quantity_hundredths() > 0) {
      details.decimal("quantity", decimal_of_hundredths(decided->quantity_hundredths()));
    }
    if (const auto from = schema::read_optional(decided->from())) details.date("from", *from);
    if (const auto to = schema::read_optional(decided->to())) details.date("to", *to);
  } else if (const auto* made = header.fact_as_IseeLookupMade()) {
    const Code service = schema::read(made->service_code());
    if (!service.empty()) details.text("service", site.deps.catalogue.service_name(service));
    if (const auto threshold = schema::read_optional(made->threshold())) {
      details.money("threshold", *threshold);
      const std::string key =
          "threshold_answer." + std::to_string(static_cast<unsigned>(made->answer()));
      if (site.labels.has(key)) details.text("threshold_answer", site.labels.of(key));
    }
  } else if (const auto* delivered = header.fact_as_ServiceDelivered()) {
    details.decimal("quantity", decimal_of_hundredths(delivered->quantity_hundredths()));
  }
}

// A family may have several services: which of them the fact is about, as its request said.
void add_service_name(Details& details, const Site& site, const ServiceId& id) {
  const auto service = fold_stream<domain::Service>(site.deps.events(), app::streams::service(id),
                                                    std::nullopt, std::nullopt);
  // A stream that cannot be read leaves the fact without the name, not the page without the fact.
  if (!service || service->service_code.empty()) return;
  details.text("service", site.deps.catalogue.service_name(service->service_code));
}

void of_suspension(Details& details, const Site& site, const schema::Header& header) {
  if (const auto* suspended = header.fact_as_ServiceSuspended()) {
    add_service_name(details, site, schema::read(suspended->service()));
    details.date("from", schema::read(suspended->from()));
  } else if (const auto* resumed = header.fact_as_ServiceResumed()) {
    add_service_name(details, site, schema::read(resumed->service()));
    details.date("from", schema::read(resumed->from()));
  }
}

// Why late documents were enough: the number says it, the list has the words.
void of_documents(Details& details, const Site& site, const schema::Header& header) {
  const auto* accepted = header.fact_as_AttestationDocumentsAccepted();
  if (accepted == nullptr || accepted->reason() == schema::DocumentsReason::unknown) return;
  const std::string key =
      "documents_reason." + std::to_string(static_cast<unsigned>(accepted->reason()));
  if (site.labels.has(key)) details.text("reason", site.labels.of(key));
}

void of_money(Details& details, const schema::Header& header) {
  if (const auto* isee = header.fact_as_IseeAttestationAcquired()) {
    details.money("isee", schema::read(isee->isee()));
    if (const auto ise = schema::read_optional(isee->ise())) details.money("ise", *ise);
    details.date("valid_from", schema::read(isee->valid_from()));
    details.date("valid_to", schema::read(isee->valid_to()));
  } else if (const auto* fee = header.fact_as_CopaymentDetermined()) {
    details.money("amount", schema::read(fee->amount()));
    details.date("from", schema::read(fee->from()));
    details.date("to", schema::read(fee->to()));
    if (const auto used = schema::read_optional(fee->isee())) details.money("isee", *used);
  } else if (const auto* settled = header.fact_as_SettlementDecided()) {
    details.money("total", schema::read(settled->total()));
    if (settled->instalments() > 0) {
      details.decimal("instalments", std::to_string(settled->instalments()));
    }
  }
}

}  // namespace

std::vector<PersonId> persons_of(const schema::Header& header) {
  if (const auto* logged = header.fact_as_InterventionLogged()) {
    return schema::read_all(logged->participants());
  }
  if (const auto* taken = header.fact_as_TakenInCharge()) {
    return schema::read_all(taken->subjects());
  }
  if (const auto* contact = header.fact_as_AccessContactLogged()) {
    return schema::read_all(contact->persons());
  }
  if (const auto* changed = header.fact_as_HouseholdMembershipChanged()) {
    return {schema::read(changed->person())};
  }
  if (const auto* composed = header.fact_as_HouseholdComposed()) {
    std::vector<PersonId> persons;
    if (composed->members() == nullptr) return persons;
    for (const auto* member : *composed->members()) {
      persons.push_back(schema::read(&member->person()));
    }
    return persons;
  }
  if (const auto* moved = header.fact_as_ResidenceChanged()) {
    return {schema::read(moved->person())};
  }
  if (const auto* registered = header.fact_as_PersonRegistered()) {
    return {schema::read(registered->person())};
  }
  if (const auto* requested = header.fact_as_ServiceRequested()) {
    return {schema::read(requested->person())};
  }
  if (const auto* fee = header.fact_as_CopaymentDetermined()) return {schema::read(fee->person())};
  if (const auto* isee = header.fact_as_IseeAttestationAcquired()) {
    return {schema::read(isee->beneficiary())};
  }
  if (const auto* made = header.fact_as_IseeLookupMade()) return {schema::read(made->person())};
  if (const auto* settled = header.fact_as_SettlementDecided()) {
    return {schema::read(settled->person())};
  }
  return {};
}

boost::json::array fact_details(const Site& site, const schema::Header& header) {
  Details details(site);
  of_case(details, site, header);
  of_service(details, site, header);
  of_suspension(details, site, header);
  of_documents(details, site, header);
  of_money(details, header);
  return details.take();
}

}  // namespace telaio::http::handlers
