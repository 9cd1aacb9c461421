// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a file of regulations: loading, checking, pricing and comparing end in a value or a
// refusal, a regulation without a hole or an overlap gives exactly one answer everywhere, and what
// is written out is read again the same.
#include <boost/json/serialize.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/regulations/regulation_json.hpp"
#include "app/regulations/regulation_writer.hpp"
#include "base/assert.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"

namespace fees = telaio::domain::fees;
namespace regulations = telaio::app::regulations;

namespace {

void price_around(const fees::Regulation& regulation, telaio::Money threshold, bool sound) {
  for (const std::int64_t cents : {-1, 0, 1}) {
    fees::PriceRequest request;
    request.isee = telaio::Money::from_cents(threshold.cents() + cents);
    if (*request.isee < telaio::Money()) continue;
    const auto priced = fees::price(regulation, request);
    const bool gap =
        !priced && (priced.error().code == fees::hole || priced.error().code == fees::overlap);
    TELAIO_ASSERT(!(sound && gap));
  }
}

void write_and_read(const fees::Regulation& regulation) {
  const auto again = regulations::load(boost::json::serialize(regulations::to_json(regulation)));
  // Longer than a file may be, once every default is written out.
  if (!again) return;
  TELAIO_ASSERT(again->regulations.front().regulation == regulation);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = regulations::load({reinterpret_cast<const char*>(data), size});
  if (!file) return 0;
  for (const auto& loaded : file->regulations) {
    write_and_read(loaded.regulation);
    const bool sound = !fees::has_errors(regulations::findings_of(loaded));
    price_around(loaded.regulation, telaio::Money::from_cents(0), sound);
    for (const auto& segment : loaded.regulation.segments) {
      if (segment.from) price_around(loaded.regulation, *segment.from, sound);
      if (segment.to) price_around(loaded.regulation, *segment.to, sound);
    }
  }
  return 0;
}
