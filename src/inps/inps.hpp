// SPDX-License-Identifier: EUPL-1.2
// Asking INPS for the ISEE of a person: the question, and what may come back
// (isee-and-copayment 2.6, 2.7). Values only; wire.hpp writes and reads them, client.hpp carries
// them. The form of the messages is ours (docs/formats/inps-lookup.md) until the PDND e-service is
// joined.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code.hpp"
#include "base/date.hpp"
#include "base/money.hpp"
#include "schemas/isee_generated.h"

namespace telaio::inps {

using schema::IseeKind;
using Outcome = schema::IseeLookupOutcome;

// How deep to ask: the shallowest that does the job (data minimisation, 2.7).
enum class Depth : std::uint8_t {
  indicator,    // The value of one kind for one person.
  attestation,  // Everything of 2.6.
  threshold     // Only whether the value of one kind is within an amount: for an access gate.
};

// What 2.7 makes mandatory. Personal data: never logged, never in an error.
struct Question {
  Depth depth = Depth::indicator;
  std::string codice_fiscale;
  Date valid_on;
  IseeKind kind = IseeKind::ordinario;
  Code service_code;     // INPS's code of the service to be delivered.
  std::string protocol;  // The body's own, of the application.
  bool delivered = false;
  Money threshold;  // Only asked at depth `threshold`; zero or more.
};

// One indicator as attested. What INPS did not give is empty.
struct Indicator {
  IseeKind kind = IseeKind::unknown;
  std::string kind_as_printed;
  bool reduced_household = false;
  std::string codice_fiscale;  // Of the beneficiary.
  Money isee;
  std::optional<Money> ise;
  std::optional<Money> isr;
  std::optional<Money> isp;
  std::uint16_t scale_hundredths = 0;
  bool corrente = false;
  std::string corrente_form_number;
  std::optional<Date> corrente_form_on;
};

struct Attestation {
  std::string dsu_number;
  std::string sender_protocol;
  Date presented_on;
  Date valid_from;
  Date valid_to;
  std::vector<std::string> household;  // Codici fiscali; empty at depth `indicator`.
  Indicator indicator;                 // Of the kind and the person asked for.
  bool annotations = false;
  std::vector<std::string> annotation_texts;
  std::string replaces_dsu;
};

// What is told at depth `threshold`. The threshold itself is within.
struct Side {
  bool within = false;
  std::string dsu_number;
  Date presented_on;
  bool annotations = false;
};

struct Answer {
  Outcome outcome = Outcome::offline;
  std::optional<Attestation> attestation;  // Only with `found`, and not at depth `threshold`.
  // Why there is no usable answer: a stable code of inps_reasons.hpp; empty when INPS said so
  // itself.
  std::string_view reason;
  std::optional<Side> side{};  // Only with `found` at depth `threshold`.
};

}  // namespace telaio::inps
