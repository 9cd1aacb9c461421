// SPDX-License-Identifier: EUPL-1.2
// A projection under another code version, as the next release would bring it: for tests of what
// happens to the rows of the one before.
#pragma once

#include <utility>
#include <vector>

#include "view/projection.hpp"

namespace telaio::testing {

class Versioned final : public view::Projection {
 public:
  // `projection` outlives this object.
  Versioned(const view::Projection& projection, std::uint32_t version,
            std::vector<std::uint32_t> reads)
      : projection_(projection), version_(version), reads_(std::move(reads)) {}
  std::string_view name() const override { return projection_.name(); }
  std::uint32_t code_version() const override { return version_; }
  std::vector<std::uint32_t> reads_rows_of() const override { return reads_; }
  void apply(const view::Recorded& recorded, view::Rows& rows) const override {
    projection_.apply(recorded, rows);
  }
  bool wants_derived(const schema::Header& header) const override {
    return projection_.wants_derived(header);
  }
  std::vector<view::DerivedTable> derived_tables() const override {
    return projection_.derived_tables();
  }

 private:
  const view::Projection& projection_;
  std::uint32_t version_;
  std::vector<std::uint32_t> reads_;
};

}  // namespace telaio::testing
