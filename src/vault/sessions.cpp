// SPDX-License-Identifier: EUPL-1.2
#include "vault/sessions.hpp"

#include <cstring>
#include <vector>

#include "base/limits.hpp"
#include "crypto/random.hpp"
#include "vault/store.hpp"

namespace telaio::vault {

namespace {

constexpr std::size_t token_size = 32;
// operator(16) ‖ u8 password change due ‖ i64 created ‖ i64 last seen.
constexpr std::size_t row_size = 33;

Bytes encode(const Session& session) {
  Bytes row = to_bytes(session.operator_id.view());
  row.push_back(session.password_change_due ? std::byte{1} : std::byte{0});
  append_u64(row, static_cast<std::uint64_t>(session.created.micros()));
  append_u64(row, static_cast<std::uint64_t>(session.last_seen.micros()));
  return row;
}

std::optional<Session> decode(BytesView row) {
  if (row.size() != row_size) return std::nullopt;
  Session session;
  session.operator_id = OperatorId(uuid_from(row.first(id_size)));
  session.password_change_due = row[id_size] != std::byte{0};
  const BytesView times = row.subspan(id_size + 1);
  session.created = Instant::from_micros(static_cast<std::int64_t>(read_u64(times)));
  session.last_seen = Instant::from_micros(static_cast<std::int64_t>(read_u64(times.subspan(8))));
  return session;
}

crypto::Sha256 key_of(BytesView token) {
  return crypto::sha256(token);
}

// Nothing when the text cannot be a token of ours.
std::optional<crypto::Sha256> key_of_text(std::string_view token) {
  if (token.size() != 2 * token_size) return std::nullopt;
  const auto bytes = from_hex(token);
  if (!bytes) return std::nullopt;
  return key_of(*bytes);
}

}  // namespace

std::size_t Sessions::KeyHash::operator()(const Key& key) const {
  // The key is a hash already: eight bytes of it are as good as any.
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof(hash));
  return hash;
}

bool Sessions::alive(const Session& session) const {
  const Instant now = clock_.now();
  return now < session.created.plus_seconds(limits::session_absolute_seconds) &&
         now < session.last_seen.plus_seconds(limits::session_idle_seconds);
}

bool Sessions::touch_due(const Session& session) const {
  return clock_.now() >= session.last_seen.plus_seconds(limits::session_touch_seconds);
}

Result<std::optional<Session>, Fault> Sessions::read(const Key& key) const {
  std::uint64_t before = 0;
  {
    const std::lock_guard guard(memory_);
    before = changed_;
  }
  const auto row = store_.get(Family::sessions, key);
  if (!row) return row.error();
  if (!*row) return std::optional<Session>();
  const auto session = decode(**row);
  if (!session) return Fault{"vault.storage", "damaged row: a session"};
  const std::lock_guard guard(memory_);
  // Changed meanwhile: the row that was read may be gone.
  if (before != changed_) return session;
  if (kept_.size() >= sessions_kept_max) kept_.clear();
  kept_.insert_or_assign(key, *session);
  return session;
}

std::optional<Session> Sessions::kept_under(const Key& key) const {
  const std::lock_guard guard(memory_);
  const auto found = kept_.find(key);
  if (found == kept_.end()) return std::nullopt;
  return found->second;
}

void Sessions::forget_kept() {
  const std::lock_guard guard(memory_);
  kept_.clear();
  ++changed_;
}

std::optional<Session> Sessions::kept(std::string_view token, bool seen) const {
  const auto key = key_of_text(token);
  if (!key) return std::nullopt;
  const auto session = kept_under(*key);
  if (!session || !alive(*session) || (seen && touch_due(*session))) return std::nullopt;
  return session;
}

Result<NewSession, Fault> Sessions::start(const OperatorId& operator_id, bool password_change_due) {
  const Instant now = clock_.now();
  const Session session{operator_id, password_change_due, now, now};
  const auto token = crypto::random_bytes<token_size>();
  const Write write{Family::sessions, to_bytes(key_of(token)), encode(session)};
  const auto written = store_.write(std::span(&write, 1), Durability::later);
  if (!written) return written.error();
  return NewSession{to_hex(token), session};
}

Result<std::optional<Session>, Fault> Sessions::look(std::string_view token) const {
  const auto key = key_of_text(token);
  if (!key) return std::optional<Session>();
  if (const auto session = kept_under(*key)) {
    return alive(*session) ? session : std::optional<Session>();
  }
  const auto found = read(*key);
  if (!found) return found.error();
  if (!*found || !alive(**found)) return std::optional<Session>();
  return *found;
}

Result<std::optional<Session>, Fault> Sessions::find(std::string_view token) {
  const auto found = look(token);
  if (!found || !*found) return found;
  if (!touch_due(**found)) return *found;

  const auto key = key_of_text(token);
  const std::lock_guard guard(changes_);
  // Read again: whoever ended it in the meantime must not see it come back.
  auto current = read(*key);
  if (!current) return current.error();
  if (!*current) return std::optional<Session>();
  (*current)->last_seen = clock_.now();
  const Write write{Family::sessions, to_bytes(*key), encode(**current)};
  const auto written = store_.write(std::span(&write, 1), Durability::later);
  forget_kept();
  // On a full disk it goes on, only not prolonged: who reads is not put out by a lack of room.
  if (!written && written.error().code != "vault.disk_reserve") return written.error();
  return *current;
}

Result<Done, Fault> Sessions::end(std::string_view token) {
  const auto key = key_of_text(token);
  if (!key) return Done{};
  const std::lock_guard guard(changes_);
  const Write write{Family::sessions, to_bytes(*key), std::nullopt};
  const auto written = store_.write(std::span(&write, 1), Durability::synced);
  forget_kept();  // Also after a fault: then nobody knows what the store holds.
  return written;
}

Result<std::vector<Write>, Fault> Sessions::endings(
    const std::function<bool(const Session&)>& ends) const {
  std::vector<Write> writes;
  const auto scanned = store_.scan(Family::sessions, {}, [&](BytesView key, BytesView row) {
    const auto session = decode(row);
    // A damaged row opens nothing for anybody: it goes, too.
    if (!session || ends(*session)) {
      writes.push_back(Write{Family::sessions, to_bytes(key), std::nullopt});
    }
    return true;
  });
  if (!scanned) return scanned.error();
  return writes;
}

Result<std::size_t, Fault> Sessions::end_where(const std::function<bool(const Session&)>& ends) {
  const std::lock_guard guard(changes_);
  const auto writes = endings(ends);
  if (!writes) return writes.error();
  const auto written = store_.write(*writes, Durability::synced);
  forget_kept();
  if (!written) return written.error();
  return writes->size();
}

Result<std::optional<NewSession>, Fault> Sessions::renew(std::string_view token,
                                                         bool password_change_due) {
  const auto key = key_of_text(token);
  if (!key) return std::optional<NewSession>();
  const std::lock_guard guard(changes_);
  const auto found = read(*key);
  if (!found) return found.error();
  if (!*found || !alive(**found)) return std::optional<NewSession>();

  Session session = **found;
  auto writes =
      endings([&](const Session& each) { return each.operator_id == session.operator_id; });
  if (!writes) return writes.error();
  session.password_change_due = password_change_due;
  session.last_seen = clock_.now();
  const auto fresh = crypto::random_bytes<token_size>();
  writes->push_back(Write{Family::sessions, to_bytes(key_of(fresh)), encode(session)});
  const auto written = store_.write(*writes, Durability::synced);
  forget_kept();
  if (!written) return written.error();
  return std::optional<NewSession>(NewSession{to_hex(fresh), session});
}

Result<std::size_t, Fault> Sessions::end_all(const OperatorId& operator_id) {
  return end_where([&](const Session& session) { return session.operator_id == operator_id; });
}

Result<std::size_t, Fault> Sessions::remove_expired() {
  return end_where([&](const Session& session) { return !alive(session); });
}

}  // namespace telaio::vault
