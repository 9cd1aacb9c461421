// SPDX-License-Identifier: EUPL-1.2
// Every line that is not dropped is written once, whole and in its order.
#include "http/line_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

#include "http/http_limits.hpp"

namespace telaio::http {
namespace {

struct Pipe {
  Pipe() { EXPECT_EQ(::pipe(ends.data()), 0); }
  ~Pipe() { ::close(ends[0]); }
  // What was written until the writing end was closed.
  std::string rest() {
    ::close(ends[1]);
    std::string text;
    std::array<char, 4'096> part{};
    for (ssize_t got = 0; (got = ::read(ends[0], part.data(), part.size())) > 0;) {
      text.append(part.data(), static_cast<std::size_t>(got));
    }
    return text;
  }
  std::array<int, 2> ends{};
};

TEST(LineWriter, WritesWhatWaitsBeforeItEnds) {
  Pipe pipe;
  {
    LineWriter lines(pipe.ends[1]);
    lines.write("one");
    lines.write("two");
  }
  EXPECT_EQ(pipe.rest(), "one\ntwo\n");
}

TEST(LineWriter, WritesALineThatNobodyFollows) {
  Pipe pipe;
  LineWriter lines(pipe.ends[1]);
  lines.write("alone");
  std::array<char, 16> read{};
  EXPECT_EQ(::read(pipe.ends[0], read.data(), read.size()), 6);
}

TEST(LineWriter, LosesNothingOfABurstThatIsNotDropped) {
  Pipe pipe;
  const std::string line(99, 'x');
  std::string seen;
  std::thread reader;
  std::uint64_t dropped = 0;
  constexpr std::size_t lines_count = 3 * limits::access_log_bytes_max / 100;
  {
    LineWriter lines(pipe.ends[1]);
    reader = std::thread([&] {
      std::array<char, 65'536> part{};
      for (ssize_t got = 0; (got = ::read(pipe.ends[0], part.data(), part.size())) > 0;) {
        seen.append(part.data(), static_cast<std::size_t>(got));
      }
    });
    for (std::size_t i = 0; i < lines_count; ++i) lines.write(line);
    dropped = lines.dropped();
  }
  ::close(pipe.ends[1]);
  reader.join();
  EXPECT_EQ(seen.size(), (lines_count - dropped) * 100);
}

}  // namespace
}  // namespace telaio::http
