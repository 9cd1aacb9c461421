// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an answer of INPS: it ends in one of the outcomes, and only `found` carries an
// attestation, of the person and the kind that were asked for.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "inps/wire.hpp"

namespace inps = telaio::inps;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  for (const auto depth :
       {inps::Depth::indicator, inps::Depth::attestation, inps::Depth::threshold}) {
    inps::Question question;
    question.depth = depth;
    question.codice_fiscale = "RSSMRA80A01F205X";
    const auto answer = inps::read_answer(200, body, question);
    const bool said = answer.attestation.has_value() || answer.side.has_value();
    TELAIO_ASSERT(said == (answer.outcome == inps::Outcome::found));
    TELAIO_ASSERT(answer.side.has_value() == (said && depth == inps::Depth::threshold));
    if (!answer.attestation) continue;
    const auto& indicator = answer.attestation->indicator;
    TELAIO_ASSERT(indicator.codice_fiscale == question.codice_fiscale);
    TELAIO_ASSERT(indicator.kind == question.kind);
    TELAIO_ASSERT(indicator.isee.cents() >= 0);
  }
  return 0;
}
