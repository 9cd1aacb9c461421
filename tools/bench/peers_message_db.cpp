// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/peers_message_db.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "tools/bench/https_bench.hpp"
#include "tools/bench/sample.hpp"

namespace telaio::bench {
namespace {

constexpr std::uint64_t batch = 1'000;  // Messages a reader asks for at once, message-db's default.
constexpr auto use_schema = "SET search_path = message_store, public";

constexpr auto write_message = R"sql(
SELECT write_message($1::varchar, $2::varchar, 'InterventionLogged', $3::jsonb)
)sql";
constexpr auto category_messages = R"sql(
SELECT global_position, stream_name, position, data
FROM get_category_messages('caso', $1::bigint, 1000)
)sql";
constexpr auto stream_messages = R"sql(
SELECT global_position, stream_name, position, data FROM get_stream_messages($1::varchar, 0, 1000)
)sql";
constexpr auto fill_messages = R"sql(
INSERT INTO messages (stream_name, position, type, data)
SELECT 'caso-' || n % $2::bigint, n / $2::bigint, 'InterventionLogged', $3::jsonb
FROM generate_series(0, $1::bigint - 1) AS n ORDER BY n
)sql";
constexpr auto settle = "VACUUM ANALYZE messages";

// {"c": "…"}, as long as the bytes that the other stores keep.
std::string sample_json() {
  constexpr std::string_view before = R"({"c": ")";
  constexpr std::string_view behind = R"("})";
  std::string content = to_base64(sample_bytes());
  content.resize(sample_bytes().size() - before.size() - behind.size());
  return std::string(before) + content + std::string(behind);
}

const std::string& sample_document() {
  static const std::string document = sample_json();
  return document;
}

// Answers the rows; their contents must be whole.
std::uint64_t count_whole(const PostgresResult& rows) {
  const int count = PQntuples(rows.get());
  for (int row = 0; row < count; ++row) {
    if (PQgetlength(rows.get(), row, 3) != static_cast<int>(sample_document().size())) {
      throw std::runtime_error("un evento non è intero");
    }
  }
  return static_cast<std::uint64_t>(count);
}

std::uint64_t read_position(const PostgresResult& rows, std::uint64_t row) {
  const char* bytes = PQgetvalue(rows.get(), static_cast<int>(row), 0);
  return read_u64(as_bytes({bytes, sizeof(std::uint64_t)}));
}

}  // namespace

MessageDb::MessageDb(const std::string& address, std::size_t categories, std::size_t connections)
    : categories_(categories),
      reader_(address),
      wakened_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (wakened_ < 0) throw std::runtime_error("eventfd");
  reader_.run(use_schema);
  reader_.prepare("category", category_messages);
  reader_.prepare("stream", stream_messages);
  reader_.prepare("fill", fill_messages);
  for (std::size_t n = 0; n < connections; ++n) {
    Connection connection(address);
    connection.run(use_schema);
    connection.prepare("write", write_message);
    writers_.push_back({std::move(connection), {}});
  }
  thread_ = std::thread([this] { run(); });
}

MessageDb::~MessageDb() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake();
  thread_.join();
  ::close(wakened_);
}

std::string MessageDb::name() const {
  return std::string(categories_ == 1 ? names::message_db : names::message_db_64);
}

std::string MessageDb::stream_name(std::uint64_t stream) const {
  if (categories_ == 1) return fmt::format("caso-{}", stream);
  return fmt::format("caso{}-{}", stream % categories_, stream);
}

void MessageDb::wake() const {
  const std::uint64_t one = 1;
  // Fails only when it is awake already, 2^64 times over.
  [[maybe_unused]] const auto written = ::write(wakened_, &one, sizeof one);
}

void MessageDb::append(std::uint64_t stream, BytesView /*event*/, std::function<void()> done) {
  {
    const std::lock_guard lock(mutex_);
    submitted_.push_back({stream, std::move(done)});
  }
  wake();
}

void MessageDb::send(Writer& writer, Waiting waiting) {
  const std::string id = fmt::format("00000000-0000-4000-8000-{:012x}", next_id_++);
  const std::string stream = stream_name(waiting.stream);
  const std::array<const char*, 3> values{id.c_str(), stream.c_str(), sample_document().c_str()};
  writer.done = std::move(waiting.done);
  if (PQsendQueryPrepared(writer.connection.get(), "write", static_cast<int>(values.size()),
                          values.data(), nullptr, nullptr, 0) == 0) {
    throw std::runtime_error(PQerrorMessage(writer.connection.get()));
  }
}

void MessageDb::finish(Writer& writer) {
  pg_conn* connection = writer.connection.get();
  if (PQconsumeInput(connection) == 0) throw std::runtime_error(PQerrorMessage(connection));
  while (PQisBusy(connection) == 0) {
    const PostgresResult result(PQgetResult(connection));
    if (result) {
      expect_done(result);
      continue;
    }
    // Answered whole, the commit with it.
    const auto done = std::move(writer.done);
    writer.done = {};
    done();
    return;
  }
}

// Answers whether the thread is to go on.
bool MessageDb::take(std::deque<Waiting>& waiting) {
  const std::lock_guard lock(mutex_);
  for (Waiting& each : submitted_) waiting.push_back(std::move(each));
  submitted_.clear();
  return !stopping_;
}

void MessageDb::run() {
  std::deque<Waiting> waiting;
  std::vector<pollfd> looked_at;
  std::vector<Writer*> busy;
  for (;;) {
    const bool more = take(waiting);
    looked_at.assign(1, {wakened_, POLLIN, 0});
    busy.clear();
    for (Writer& writer : writers_) {
      if (!writer.done && !waiting.empty()) {
        send(writer, std::move(waiting.front()));
        waiting.pop_front();
      }
      if (!writer.done) continue;
      busy.push_back(&writer);
      looked_at.push_back({PQsocket(writer.connection.get()), POLLIN, 0});
    }
    if (!more && busy.empty() && waiting.empty()) return;
    if (::poll(looked_at.data(), looked_at.size(), -1) < 0) throw std::runtime_error("poll");
    std::uint64_t ignored = 0;
    [[maybe_unused]] const auto drained = ::read(wakened_, &ignored, sizeof ignored);
    for (std::size_t n = 0; n < busy.size(); ++n) {
      if (looked_at[n + 1].revents != 0) finish(*busy[n]);
    }
  }
}

void MessageDb::fill(std::uint64_t events, std::uint64_t streams) {
  reader_.execute("fill", {wire_int8(events), wire_int8(streams), wire_jsonb(sample_document())});
  reader_.run(settle);
}

std::uint64_t MessageDb::scan() {
  std::uint64_t events = 0;
  std::uint64_t position = 1;
  for (;;) {
    const PostgresResult rows = reader_.execute("category", {wire_int8(position)});
    const std::uint64_t count = count_whole(rows);
    events += count;
    if (count < batch) return events;
    position = read_position(rows, count - 1) + 1;
  }
}

std::uint64_t MessageDb::read_stream(std::uint64_t stream) {
  return count_whole(reader_.execute("stream", {stream_name(stream)}));
}

}  // namespace telaio::bench
