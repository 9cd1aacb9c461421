// SPDX-License-Identifier: EUPL-1.2
// What projections may know of sealed data without reading it: search tokens and birth dates, made
// through the vault when an event is applied (design 8).
#pragma once

#include "app/opening.hpp"
#include "vault/vault.hpp"
#include "view/recorded.hpp"

namespace telaio::tools {

class VaultDerivedValues final : public view::DerivedValues {
 public:
  // Both outlive this object.
  VaultDerivedValues(const log::EventLog& events, vault::Vault& vault)
      : opening_(events, vault), tokens_(vault.tokens()) {}

  Result<std::optional<view::Derived>, Fault> of(const log::StoredEvent& event,
                                                 const schema::Header& header) override;

 private:
  app::Opening opening_;
  const vault::KeyedTokens& tokens_;
};

}  // namespace telaio::tools
