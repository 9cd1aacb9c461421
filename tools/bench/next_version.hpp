// SPDX-License-Identifier: EUPL-1.2
// Every projection under another code version that reads the rows of those before, as releases
// would bring them: what a service finds after an upgrade.
#pragma once

#include <memory>
#include <numeric>
#include <vector>

#include "projections/all.hpp"

namespace telaio::bench {

class NextVersion final : public view::Projection {
 public:
  // `projection` outlives this object. `version` is at least 1.
  NextVersion(const view::Projection& projection, std::uint32_t version)
      : projection_(projection), version_(version) {}
  std::string_view name() const override { return projection_.name(); }
  std::uint32_t code_version() const override { return version_; }
  std::vector<std::uint32_t> reads_rows_of() const override {
    std::vector<std::uint32_t> older(version_ - 1);
    std::iota(older.begin(), older.end(), 1U);
    return older;
  }
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
};

class NextVersions {
 public:
  explicit NextVersions(std::uint32_t version) {
    for (const view::Projection* projection : all_.list()) {
      raised_.push_back(std::make_unique<NextVersion>(*projection, version));
    }
  }
  // Valid as long as this object.
  std::vector<const view::Projection*> list() const {
    std::vector<const view::Projection*> list;
    for (const auto& one : raised_) list.push_back(one.get());
    return list;
  }

 private:
  projections::All all_;
  std::vector<std::unique_ptr<NextVersion>> raised_;
};

}  // namespace telaio::bench
