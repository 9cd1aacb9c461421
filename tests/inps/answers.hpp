// SPDX-License-Identifier: EUPL-1.2
// A question about an invented person, and what INPS would answer, for the tests of the connector.
#pragma once

#include <string>

#include "inps/inps.hpp"

namespace telaio::inps::test {

inline constexpr const char* asked_person = "RSSMRA80A01F205X";

inline Question question(Depth depth) {
  Question asked;
  asked.depth = depth;
  asked.codice_fiscale = asked_person;
  asked.valid_on = Date::of(2026, 3, 20);
  asked.kind = IseeKind::ordinario;
  asked.service_code = Code("A2.07");
  asked.protocol = "2026/00417";
  asked.threshold = Money::from_cents(25'000'00);
  return asked;
}

inline std::string indicator_body() {
  return R"({"esito":"OK","indicatore":{"codice_fiscale":"RSSMRA80A01F205X","tipo":"Ordinario",
    "isee":"8400.00","numero_dsu":"INPS-ISEE-2026-00000417D-00","data_presentazione":"2026-01-20",
    "valida_dal":"2026-01-20","valida_al":"2026-12-31","annotazioni":false}})";
}

inline std::string threshold_body() {
  return R"({"esito":"OK","soglia":{"codice_fiscale":"RSSMRA80A01F205X","tipo":"Ordinario",
    "importo":"25000.00","entro":true,"numero_dsu":"INPS-ISEE-2026-00000417D-00",
    "data_presentazione":"2026-01-20","annotazioni":false}})";
}

inline std::string attestation_body() {
  return R"({"esito":"OK","attestazione":{"numero_dsu":"INPS-ISEE-2026-00000417D-01",
    "protocollo_mittente":"CAF-77","data_presentazione":"2026-01-20","valida_dal":"2026-01-20",
    "valida_al":"2026-12-31",
    "nucleo":[{"codice_fiscale":"RSSMRA80A01F205X","relazione":"dichiarante"}],
    "indicatori":[
      {"tipo":"Minorenne ordinario","codice_fiscale":"RSSMRA80A01F205X","isee":"7000.00"},
      {"tipo":"Ordinario","codice_fiscale":"RSSMRA80A01F205X","isee":"15900.00","ise":"39114.00",
       "isr":"30000.00","isp":"45570.00","scala":"2.46",
       "corrente":{"modulo":"MS-1","data":"2026-03-02"}}],
    "annotazioni":[{"tipo":"Omissione: conto corrente","persona":"RSSMRA80A01F205X",
       "data_verifica":"2026-02-01"}],
    "dsu_sostituita":{"numero":"INPS-ISEE-2026-00000417D-00"}}})";
}

}  // namespace telaio::inps::test
