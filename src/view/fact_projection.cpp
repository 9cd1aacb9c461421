// SPDX-License-Identifier: EUPL-1.2
#include "view/fact_projection.hpp"

#include "view/row_codec.hpp"

namespace telaio::view {
namespace {

// Key: position of the corrected event. Value: what it has become, then every correction.
constexpr Table corrections_table{200, 8};

struct Corrected {
  FactState state;
  std::vector<Correction> corrections;
};

Bytes encode(const Corrected& corrected) {
  RowWriter row;
  row.date(corrected.state.effective).flag(corrected.state.voided);
  row.u16(static_cast<std::uint16_t>(corrected.corrections.size()));
  for (const Correction& one : corrected.corrections) {
    row.position(one.position).id(one.event).code_of(one.kind).code(one.reason);
    row.date(one.old_effective).date(one.new_effective).flag(one.text_replaced);
    row.date(one.recorded_on).id(one.by);
  }
  return row.take();
}

Corrected decode(BytesView bytes) {
  RowReader row(bytes);
  Corrected corrected;
  corrected.state.effective = row.date();
  corrected.state.voided = row.flag();
  corrected.corrections.resize(row.u16());
  for (Correction& one : corrected.corrections) {
    one.position = row.position();
    one.event = row.id_of<EventId>();
    one.kind = row.code_of<schema::CorrectionKind>();
    one.reason = row.code();
    one.old_effective = row.date();
    one.new_effective = row.date();
    one.text_replaced = row.flag();
    one.recorded_on = row.date();
    one.by = row.id_of<OperatorId>();
  }
  return corrected;
}

std::optional<Corrected> find_corrected(const ReadRows& rows, Position original) {
  const auto stored = rows.get(corrections_table, RowWriter().position(original).view());
  if (!stored) return std::nullopt;
  return decode(*stored);
}

class Put final : public FactRows {
 public:
  explicit Put(Rows& rows) : rows_(rows) {}
  using FactRows::put;
  void put(Table table, BytesView key, BytesView value) override { rows_.put(table, key, value); }

 private:
  Rows& rows_;
};

class Erase final : public FactRows {
 public:
  explicit Erase(Rows& rows) : rows_(rows) {}
  using FactRows::put;
  void put(Table table, BytesView key, BytesView /*value*/) override { rows_.erase(table, key); }

 private:
  Rows& rows_;
};

Correction correction_of(const Recorded& recorded, const schema::EventCorrected& fact,
                         const FactState& before) {
  Correction made;
  made.position = recorded.position;
  made.event = recorded.event();
  made.kind = fact.kind();
  made.reason = plain(fact.reason());
  made.old_effective = before.effective;
  made.new_effective = before.effective;
  if (made.kind == schema::CorrectionKind::value) {
    made.new_effective = maybe(fact.new_effective()).value_or(before.effective);
  }
  made.text_replaced = fact.text_replaced();
  made.recorded_on = recorded.recorded_on;
  made.by = plain(recorded.header->operator_());
  return made;
}

}  // namespace

void FactProjection::apply(const Recorded& recorded, Rows& rows) const {
  const auto* fact = recorded.fact<schema::EventCorrected>();
  if (fact == nullptr) {
    Put put(rows);
    index(recorded, FactState{recorded.effective(), false}, put);
    return;
  }
  if (recorded.original == nullptr) return;

  const Recorded& original = *recorded.original;
  Corrected corrected = find_corrected(rows, original.position)
                            .value_or(Corrected{FactState{original.effective(), false}, {}});
  if (corrected.state.voided) return;

  const FactState before = corrected.state;
  const Correction correction = correction_of(recorded, *fact, before);
  corrected.state.effective = correction.new_effective;
  corrected.state.voided = correction.kind == schema::CorrectionKind::void_event;
  corrected.corrections.push_back(correction);
  rows.put(corrections_table, RowWriter().position(original.position).view(), encode(corrected));

  // The old keys may hold the old date; what both states share is put again at once.
  Erase erase(rows);
  index(original, before, erase);
  if (corrected.state.voided && !keeps_voided()) return;
  Put put(rows);
  index(original, corrected.state, put);
}

std::vector<Correction> corrections_of(const ReadRows& rows, Position original) {
  auto found = find_corrected(rows, original);
  return found ? std::move(found->corrections) : std::vector<Correction>{};
}

}  // namespace telaio::view
