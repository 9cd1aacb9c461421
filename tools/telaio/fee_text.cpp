// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/fee_text.hpp"

namespace telaio::cli {

std::string describe(const app::Texts& texts, const domain::fees::Finding& finding) {
  Refusal sentence{finding.code, finding.values};
  sentence.values.push_back({"at", finding.at});
  // A hole or an overlap without an upper end; a number that does not fit has no text to show. A
  // value that is there stands before these, and the first of a name is taken.
  sentence.values.push_back({"to", "qualunque ISEE superiore"});
  sentence.values.push_back({"text", "un numero troppo grande"});
  return texts.sentence(sentence);
}

std::string_view step_text(schema::FeeStepKind kind) {
  switch (kind) {
    case schema::FeeStepKind::unknown:
      return "Altro passo";
    case schema::FeeStepKind::regulation_chosen:
      return "Regolamento applicato";
    case schema::FeeStepKind::attestation_chosen:
      return "Attestazione ISEE considerata";
    case schema::FeeStepKind::no_isee_rule:
      return "Regola per chi non presenta l'ISEE";
    case schema::FeeStepKind::exemption:
      return "Esenzione";
    case schema::FeeStepKind::segment_value:
      return "Tariffa della fascia";
    case schema::FeeStepKind::unit_rounded:
      return "Tariffa unitaria arrotondata";
    case schema::FeeStepKind::surcharge:
      return "Maggiorazione";
    case schema::FeeStepKind::quantity:
      return "Per la quantità del periodo";
    case schema::FeeStepKind::discount:
      return "Riduzione";
    case schema::FeeStepKind::cap:
      return "Tetto e minimo del periodo";
    case schema::FeeStepKind::third_payer:
      return "Parte a carico di altri";
    case schema::FeeStepKind::amount_rounded:
      return "Importo arrotondato";
  }
  return "Altro passo";
}

}  // namespace telaio::cli
