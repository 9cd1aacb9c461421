// SPDX-License-Identifier: EUPL-1.2
// Who is signed in. A session is a random token that only the browser holds: the vault keeps its
// SHA-256, so that nobody who reads the store can impersonate anybody. It ends when it was idle too
// long, when it is old, or when somebody ends it (limits::session_*).
//
// Sessions in use are kept in memory, too, under the same hash: every request asks. Whatever is
// changed or ended here empties that memory before the change is answered, so what is kept is what
// the store holds.
//
// Thread-safe; time is the clock's.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace telaio::vault {

class Store;
struct Write;

// Sessions kept in memory; beyond, all are forgotten and read again. A hundred bytes each.
inline constexpr std::size_t sessions_kept_max = 10'000;

struct Session {
  OperatorId operator_id;
  bool password_change_due = false;  // Nothing is allowed but to change the password.
  Instant created;                   // Of the sign-in; a rotation keeps it.
  Instant last_seen;                 // At most limits::session_touch_seconds behind.
  bool operator==(const Session&) const = default;
};

struct NewSession {
  std::string token;  // 64 hex digits, for the cookie. Known here and to the browser only.
  Session session;
};

class Sessions {
 public:
  // `store` and `clock` outlive this object.
  Sessions(Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  Result<NewSession, Fault> start(const OperatorId& operator_id, bool password_change_due);
  // The session of the token, marked as seen now; nothing when there is none, or it has ended.
  Result<std::optional<Session>, Fault> find(std::string_view token);
  // The same without marking it: for what a page asks by itself, which keeps no session alive.
  Result<std::optional<Session>, Fault> look(std::string_view token) const;
  // What look() would answer, or find() when `seen`, if that takes neither the disk nor a wait;
  // nothing says nothing about the session: ask one of them.
  std::optional<Session> kept(std::string_view token, bool seen) const;
  // The same session under a new token; the old one is worth nothing from now on, and every other
  // session of the operator ends with it, all or nothing: after a change of password nobody who
  // knew the old one stays signed in. Nothing when the token is of no session, or of an ended one.
  Result<std::optional<NewSession>, Fault> renew(std::string_view token, bool password_change_due);
  // Durable when it answers: an ended session does not come back after a power cut.
  Result<Done, Fault> end(std::string_view token);
  // Sessions ended.
  Result<std::size_t, Fault> end_all(const OperatorId& operator_id);
  // Deletes what nobody can use any more; called now and then by the server.
  Result<std::size_t, Fault> remove_expired();

 private:
  using Key = crypto::Sha256;  // Of a token.
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };

  bool alive(const Session& session) const;
  bool touch_due(const Session& session) const;
  Result<std::optional<Session>, Fault> read(const Key& key) const;
  std::optional<Session> kept_under(const Key& key) const;
  // The caller has written, or tried to, and holds `changes_`.
  void forget_kept();
  // Writes that end the sessions for which `ends` holds, and rows nobody can read. The caller holds
  // `changes_`.
  Result<std::vector<Write>, Fault> endings(const std::function<bool(const Session&)>& ends) const;
  Result<std::size_t, Fault> end_where(const std::function<bool(const Session&)>& ends);

  Store& store_;
  const Clock& clock_;
  std::mutex changes_;  // Held while a session is read, changed and written.

  mutable std::mutex memory_;  // Held for moments, never while the store is asked. Guards the rest.
  mutable std::unordered_map<Key, Session, KeyHash> kept_;  // At most sessions_kept_max.
  std::uint64_t changed_ = 0;  // Times kept_ was emptied: who read the store before keeps nothing.
};

}  // namespace telaio::vault
