// SPDX-License-Identifier: EUPL-1.2
#include "projections/rankings/rankings.hpp"

#include <array>

#include "projections/rankings/rankings_rows.hpp"

namespace telaio::projections::rankings {
namespace {

using view::FactRows;
using view::FactState;
using view::maybe;
using view::plain;
using view::Recorded;
using view::RowWriter;

// Bytes of a public text that a list shows; the event has the whole of it.
constexpr std::size_t text_size_max = 500;

std::string_view cut(const flatbuffers::String* stored) {
  if (stored == nullptr) return {};
  return std::string_view(stored->c_str(), stored->size()).substr(0, text_size_max);
}

void index_criteria(const schema::AccessCriteriaPublished& fact, const Recorded& recorded,
                    const FactState& state, FactRows& rows) {
  RowWriter value;
  value.code(plain(fact.service_code())).optional_date(maybe(fact.valid_to()));
  value.text(cut(fact.slug())).text(cut(fact.act()));
  rows.put(criteria_versions,
           RowWriter()
               .id(plain(fact.criteria()))
               .date(state.effective)
               .position(recorded.position)
               .view(),
           value.view());
}

void index_entry(const schema::RankedApplication& entry, std::uint32_t place,
                 const schema::RankedListPublished& list, const Recorded& recorded,
                 const FactState& state, FactRows& rows) {
  const RankingId id = plain(list.list());
  const ServiceId service = plain(entry.service());
  RowWriter value;
  value.id(service).id(plain(entry.person())).id(plain(entry.assessment()));
  value.code_of(entry.state()).u32(entry.order()).u16(entry.gate()).u16(entry.class_order());
  value.u32(entry.points()).optional_money(maybe(entry.isee())).u32(entry.protocol_number());
  rows.put(entries, RowWriter().id(id).u32(place).position(recorded.position).view(), value.view());
  rows.put(places, RowWriter().id(service).date(state.effective).position(recorded.position).view(),
           RowWriter().id(id).u32(place).view());
}

void index_list(const schema::RankedListPublished& list, const Recorded& recorded,
                const FactState& state, FactRows& rows) {
  const RankingId id = plain(list.list());
  const Code service_code = plain(list.service_code());
  const auto supersedes = maybe(list.supersedes());
  std::array<std::uint32_t, 5> in_state{};
  const auto* all = list.entries();
  const auto count = all == nullptr ? 0U : all->size();
  for (flatbuffers::uoffset_t place = 0; place < count; ++place) {
    const schema::RankedApplication& entry = *all->Get(place);
    const auto number = static_cast<std::size_t>(entry.state());
    if (number < in_state.size()) ++in_state[number];
    index_entry(entry, place, list, recorded, state, rows);
  }
  RowWriter value;
  value.id(id).id(plain(list.criteria())).u32(list.places());
  for (std::size_t number = 1; number < in_state.size(); ++number) value.u32(in_state[number]);
  value.optional_id(supersedes);
  rows.put(lists,
           RowWriter().code(service_code).date(state.effective).position(recorded.position).view(),
           value.view());
  rows.put(lists_by_id, RowWriter().id(id).position(recorded.position).view(),
           RowWriter().code(service_code).date(state.effective).view());
  if (!supersedes) return;
  rows.put(superseded, RowWriter().id(*supersedes).position(recorded.position).view(),
           RowWriter().id(id).date(state.effective).view());
}

}  // namespace

void Rankings::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  if (const auto* criteria = recorded.fact<schema::AccessCriteriaPublished>()) {
    index_criteria(*criteria, recorded, state, rows);
  } else if (const auto* one = recorded.fact<schema::ApplicationAssessed>()) {
    rows.put(assessed, RowWriter()
                           .id(plain(one->criteria()))
                           .id(plain(one->service()))
                           .date(state.effective)
                           .position(recorded.position)
                           .take());
  } else if (const auto* list = recorded.fact<schema::RankedListPublished>()) {
    index_list(*list, recorded, state, rows);
  }
}

}  // namespace telaio::projections::rankings
