// SPDX-License-Identifier: EUPL-1.2
// PDND's authorization server for tests, made by us: a real TLS server that gives a voucher only
// for an assertion whose signature (checked with OpenSSL against the public key) and claims are all
// as they must be, each assertion once. It shows that ours are well made, not that PDND takes them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "inps/voucher.hpp"
#include "tests/inps/test_server.hpp"

namespace telaio::inps::test {

// Private, in PEM. Frees the key.
void write_key(const std::filesystem::path& file, evp_pkey_st* key);

class AuthorizationServer {
 public:
  // Judges the times of assertions by `clock`, which outlives it; vouchers live `seconds`.
  AuthorizationServer(const Clock& clock, std::int64_t seconds);
  ~AuthorizationServer();
  AuthorizationServer(const AuthorizationServer&) = delete;
  AuthorizationServer& operator=(const AuthorizationServer&) = delete;

  // Of a client that it knows, with the private key in a file.
  VoucherSettings settings() const;
  // Answers this, whatever is asked.
  void say(Reply reply);
  // "voucher-1", "voucher-2", … in the order given out.
  std::size_t given() const;
  // Why each refused assertion was.
  std::vector<std::string> refusals() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::inps::test
