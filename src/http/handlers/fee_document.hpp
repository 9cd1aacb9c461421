// SPDX-License-Identifier: EUPL-1.2
// A fee as people read it: the amount and every step that leads to it, with the tariff it follows.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/service/service.hpp"
#include "http/case_access.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

// Where a fee stands: its service, the case of that service, and the event itself.
struct FeeFound {
  domain::Service service;
  CaseId case_file;
  KnownEvent event;
};
// The determination `wanted` accepts, last one first, among those of the service. Nothing when
// there is none, or when the service belongs to no case (nobody could be authorised for it).
Result<std::optional<FeeFound>, app::Failure> find_fee(
    const Site& site, const ServiceId& service,
    const std::function<bool(const schema::CopaymentDetermined&)>& wanted);

// "Fee" of openapi.json; the caller has been authorised.
Result<boost::json::object, app::Failure> fee_document(Site& site, const CaseAccess& access,
                                                       const FeeFound& found);

// "FeePreview" of openapi.json: a fee that nobody determined yet.
Result<boost::json::object, app::Failure> fee_preview(Site& site,
                                                      const schema::CopaymentDeterminedT& fee);

// "TariffSource". Nothing when the regulation is not in the log.
struct Tariff {
  boost::json::object source;
  schema::RoundingMode rounding = schema::RoundingMode::unknown;
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  // In the words of the act, in its order.
  std::vector<std::string> surcharges;
  std::vector<std::string> discounts;
};
Result<std::optional<Tariff>, app::Failure> read_tariff(Site& site, const RegulationId& id);

}  // namespace telaio::http::handlers
