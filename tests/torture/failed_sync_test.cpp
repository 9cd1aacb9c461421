// SPDX-License-Identifier: EUPL-1.2
// T6: after a sync that failed nothing is acknowledged any more, and the process ends. (RocksDB as
// Debian builds it may abort by itself: that is an end, too.)
#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <sys/wait.h>

#include <atomic>
#include <cstdio>
#include <thread>

#include "log/rocksdb/engine.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

namespace rdb = ::rocksdb;

// A file that fails to sync once `failing` is set.
class FailingFile final : public rdb::FSWritableFileOwnerWrapper {
 public:
  FailingFile(std::unique_ptr<rdb::FSWritableFile>&& file, const std::atomic<bool>& failing)
      : rdb::FSWritableFileOwnerWrapper(std::move(file)), failing_(failing) {}
  rdb::IOStatus Sync(const rdb::IOOptions& options, rdb::IODebugContext* context) override {
    if (failing_) return rdb::IOStatus::IOError("injected");
    return rdb::FSWritableFileOwnerWrapper::Sync(options, context);
  }
  rdb::IOStatus Fsync(const rdb::IOOptions& options, rdb::IODebugContext* context) override {
    if (failing_) return rdb::IOStatus::IOError("injected");
    return rdb::FSWritableFileOwnerWrapper::Fsync(options, context);
  }

 private:
  const std::atomic<bool>& failing_;
};

class FailingDisk final : public rdb::FileSystemWrapper {
 public:
  FailingDisk() : rdb::FileSystemWrapper(rdb::FileSystem::Default()) {}
  const char* Name() const override { return "FailingDisk"; }
  rdb::IOStatus NewWritableFile(const std::string& name, const rdb::FileOptions& options,
                                std::unique_ptr<rdb::FSWritableFile>* result,
                                rdb::IODebugContext* context) override {
    std::unique_ptr<rdb::FSWritableFile> file;
    const auto status = target()->NewWritableFile(name, options, &file, context);
    if (status.ok()) *result = std::make_unique<FailingFile>(std::move(file), failing);
    return status;
  }

  std::atomic<bool> failing = false;
};

// Runs in a child process, and does not come back.
void append_on_a_failing_disk() {
  const TemporaryFolder folder;
  const SystemClock clock;
  const auto disk = std::make_shared<FailingDisk>();
  const auto env = rdb::NewCompositeEnv(disk);
  rocksdb::Options options;
  options.env = env.get();
  auto events =
      rocksdb::create({folder.path() / "log", folder.path() / "anchor"}, clock, options).value();
  append_and_wait(*events, simple_commit(1, stream_of(1)));
  std::fprintf(stderr, "acknowledged 1\n");
  disk->failing = true;
  append_and_wait(*events, simple_commit(2, stream_of(1)));
  std::fprintf(stderr, "acknowledged 2\n");
  std::_Exit(0);
}

bool ended_as_it_must(int status) {
  const bool by_us = WIFEXITED(status) && WEXITSTATUS(status) == 3;
  const bool by_rocksdb = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
  return by_us || by_rocksdb;
}

TEST(FailedSyncDeathTest, EndsTheProcessAndAcknowledgesNothingMore) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(append_on_a_failing_disk(), ended_as_it_must,
              "acknowledged 1\n(.*\n)*.*no more appends are acknowledged");
}

}  // namespace
}  // namespace telaio::log::testing
