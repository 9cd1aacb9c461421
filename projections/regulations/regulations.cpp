// SPDX-License-Identifier: EUPL-1.2
#include "projections/regulations/regulations.hpp"

#include <algorithm>

#include "projections/regulations/regulations_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::regulations {
namespace {

using view::FactRows;
using view::FactState;
using view::maybe;
using view::plain;
using view::Recorded;
using view::RowWriter;

// Bytes of a public text that a list shows; the event has the whole of it.
constexpr std::size_t text_size_max = 500;

// Cut between two characters: a half one could not be shown.
std::string_view shown(const flatbuffers::String* stored) {
  if (stored == nullptr) return {};
  const std::string_view whole(stored->c_str(), stored->size());
  std::size_t size = std::min(whole.size(), text_size_max);
  const auto inside = [&] { return (static_cast<unsigned char>(whole[size]) & 0xc0U) == 0x80U; };
  while (size > 0 && size < whole.size() && inside()) --size;
  return whole.substr(0, size);
}

Bytes dated_key(const Uuid& id, const Recorded& recorded, const FactState& state) {
  return RowWriter().id(id).date(state.effective).position(recorded.position).take();
}

void index_published(const schema::RegulationPublished& fact, const Recorded& recorded,
                     const FactState& state, FactRows& rows) {
  RowWriter value;
  value.code(plain(fact.comune())).code(plain(fact.service_code()));
  value.optional_date(maybe(fact.valid_to())).code_of(fact.scheme()).u8(fact.unit());
  value.optional_id(maybe(fact.replaces()));
  value.text(shown(fact.slug())).text(shown(fact.authority())).text(shown(fact.act()));
  rows.put(versions_table, dated_key(plain(fact.regulation()), recorded, state), value.view());
}

void index_withdrawn(const schema::RegulationWithdrawn& fact, const Recorded& recorded,
                     const FactState& state, FactRows& rows) {
  RowWriter value;
  value.code_of(fact.kind()).text(shown(fact.act()));
  rows.put(withdrawals_table, dated_key(plain(fact.regulation()), recorded, state), value.view());
}

void index_composed(const schema::AmbitoComposed& fact, const Recorded& recorded,
                    const FactState& state, FactRows& rows) {
  const auto* comuni = fact.comuni();
  // A composition names at most limits::ambito_comuni_max Comuni: u16 holds them.
  const auto count = static_cast<std::uint16_t>(comuni == nullptr ? 0 : comuni->size());
  RowWriter value;
  value.u16(count);
  for (std::uint16_t i = 0; i < count; ++i) value.code(plain(comuni->Get(i)));
  rows.put(compositions_table, dated_key(plain(fact.ambito()), recorded, state), value.view());
}

}  // namespace

void Regulations::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  if (const auto* published = recorded.fact<schema::RegulationPublished>()) {
    index_published(*published, recorded, state, rows);
  } else if (const auto* withdrawn = recorded.fact<schema::RegulationWithdrawn>()) {
    index_withdrawn(*withdrawn, recorded, state, rows);
  } else if (const auto* composed = recorded.fact<schema::AmbitoComposed>()) {
    index_composed(*composed, recorded, state, rows);
  }
}

}  // namespace telaio::projections::regulations
