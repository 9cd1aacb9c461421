// SPDX-License-Identifier: EUPL-1.2
// A projection that reads its own rows, for tests of the engine: how many interventions a case had
// since it was taken in charge, and how many rows the case has. Closing erases its rows.
#pragma once

#include <stdexcept>

#include "view/projection.hpp"
#include "view/row_codec.hpp"

namespace telaio::view {

class Tally final : public Projection {
 public:
  static constexpr Table counts{1, 16};      // case -> number of interventions
  static constexpr Table visits{2, 16 + 4};  // case | date -> interventions of that date

  explicit Tally(std::uint32_t version = 1, std::optional<EventId> poisoned = std::nullopt,
                 std::vector<std::uint32_t> reads = {})
      : version_(version), poisoned_(poisoned), reads_(std::move(reads)) {}
  std::string_view name() const override { return "tally"; }
  std::uint32_t code_version() const override { return version_; }
  std::vector<std::uint32_t> reads_rows_of() const override { return reads_; }

  void apply(const Recorded& recorded, Rows& rows) const override {
    if (poisoned_ && recorded.event() == *poisoned_) throw std::runtime_error("poisoned");
    if (const auto* logged = recorded.fact<schema::InterventionLogged>()) {
      const CaseId case_file = plain(logged->case_file());
      add_one(rows, counts, case_file.view());
      add_one(rows, visits, RowWriter().id(case_file).date(recorded.effective()).view());
    } else if (const auto* closed = recorded.fact<schema::CaseClosed>()) {
      const CaseId case_file = plain(closed->case_file());
      rows.erase(counts, case_file.view());
      rows.scan(visits, case_file.view(), [&](BytesView key, BytesView /*value*/) {
        rows.erase(visits, key);
        return true;
      });
    }
  }

  static std::uint32_t read(const ReadRows& rows, const CaseId& case_file) {
    const auto value = rows.get(counts, case_file.view());
    return value ? RowReader(*value).u32() : 0;
  }
  // Dates with interventions, and how many each.
  static std::vector<std::pair<Date, std::uint32_t>> dates(const ReadRows& rows,
                                                           const CaseId& case_file) {
    std::vector<std::pair<Date, std::uint32_t>> found;
    rows.scan(visits, case_file.view(), [&](BytesView key, BytesView value) {
      found.emplace_back(RowReader(key.subspan(16)).date(), RowReader(value).u32());
      return true;
    });
    return found;
  }

 private:
  static void add_one(Rows& rows, Table table, BytesView key) {
    const auto before = rows.get(table, key);
    const std::uint32_t count = before ? RowReader(*before).u32() : 0;
    rows.put(table, key, RowWriter().u32(count + 1).view());
  }

  std::uint32_t version_;
  std::optional<EventId> poisoned_;
  std::vector<std::uint32_t> reads_;
};

}  // namespace telaio::view
