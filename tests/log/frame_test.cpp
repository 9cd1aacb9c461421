// SPDX-License-Identifier: EUPL-1.2
// Frame, entry and descriptors, against vectors computed elsewhere.
#include "log/frame.hpp"

#include <gtest/gtest.h>

#include "log/record.hpp"
#include "log/tree/hashing.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/log/vectors.hpp"

namespace telaio::log::testing {
namespace {

Frame published_frame() {
  Frame frame;
  frame.stream = {3, *parse_uuid("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf")};
  frame.version = 5;
  frame.command = CommandId(*parse_uuid("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf"));
  frame.place = 0;
  frame.commit_size = 2;
  frame.recorded = Instant::from_micros(1'767'225'600'000'001);
  frame.header_length = 3;
  return frame;
}

Bytes frame_bytes(const Frame& frame) {
  Bytes bytes;
  append_frame(bytes, frame);
  return bytes;
}

TEST(Frame, HasThePublishedBytes) {
  const auto& vector = evidence("leaf_construction_own").at("frame");
  EXPECT_EQ(to_hex(frame_bytes(published_frame())), text_of(vector, "hex"));
}

TEST(Frame, IsReadBack) {
  EXPECT_EQ(read_frame(frame_bytes(published_frame())), published_frame());
}

TEST(Frame, KeepsInstantsBefore1970) {
  Frame frame = published_frame();
  frame.recorded = Instant::from_micros(-1);
  EXPECT_EQ(read_frame(frame_bytes(frame)), frame);
}

TEST(Frame, IsNotReadFromFewerBytes) {
  const Bytes bytes = frame_bytes(published_frame());
  EXPECT_EQ(read_frame(BytesView(bytes).first(63)), std::nullopt);
  EXPECT_EQ(read_frame({}), std::nullopt);
}

TEST(Frame, IsNotReadInAnotherFormat) {
  Bytes bytes = frame_bytes(published_frame());
  bytes[1] = std::byte{2};
  EXPECT_EQ(read_frame(bytes), std::nullopt);
}

TEST(Frame, SaysHowLongItsRecordIs) {
  Bytes bytes = frame_bytes(published_frame());
  EXPECT_EQ(read_record_size(bytes), std::nullopt) << "its header is not there";
  bytes.resize(bytes.size() + 2);
  EXPECT_EQ(read_record_size(bytes), std::nullopt) << "a byte of its header is not there";
  bytes.resize(bytes.size() + 1);
  EXPECT_EQ(read_record_size(bytes), frame_size + 3);
  bytes.resize(bytes.size() + 1);
  EXPECT_EQ(read_record_size(bytes), frame_size + 3) << "what follows is not its own";
  EXPECT_EQ(read_record_size(BytesView(bytes).first(63)), std::nullopt);
  EXPECT_EQ(read_record_size({}), std::nullopt);
}

TEST(Frame, HasAPlaceInsideItsCommit) {
  Frame frame = published_frame();
  frame.place = 1;
  EXPECT_TRUE(read_frame(frame_bytes(frame)).has_value());
  frame.place = 2;
  EXPECT_EQ(read_frame(frame_bytes(frame)), std::nullopt);
}

TEST(Entry, HasThePublishedBytesWhateverTheNumberOfParts) {
  const auto& vectors = evidence("leaf_construction_own").at("entries").as_array();
  ASSERT_EQ(vectors.size(), 4);
  for (const auto& vector : vectors) {
    const std::string name(text_of(vector, "case"));
    Bytes record = frame_bytes(published_frame());
    append(record, as_bytes(text_of(vector, "header_ascii")));
    const auto record_hash = crypto::sha256(record);
    EXPECT_EQ(to_hex(record_hash), text_of(vector, "sha256_of_frame_and_header")) << name;

    std::vector<crypto::Sha256> part_hashes;
    for (const auto& hash : vector.as_object().at("part_hashes").as_array()) {
      part_hashes.push_back(hash_from_hex(std::string_view(hash.as_string())));
    }
    const auto commitment = parts_commitment(std::span<const crypto::Sha256>(part_hashes));
    EXPECT_EQ(to_hex(commitment), text_of(vector, "commitment")) << name;
    const Entry entry = make_entry(record_hash, commitment);
    EXPECT_EQ(to_hex(entry), text_of(vector, "entry")) << name;
    EXPECT_EQ(to_hex(tree::leaf_hash(entry)), text_of(vector, "leaf_hash")) << name;
  }
}

TEST(Descriptors, SayWhatTheHeaderSays) {
  const std::vector<Bytes> parts = {part_of(1), part_of(2, 168)};
  const auto descriptors = read_descriptors(header_of(1, parts));
  ASSERT_TRUE(descriptors.has_value());
  ASSERT_EQ(descriptors->size(), 2);
  EXPECT_EQ((*descriptors)[0].length, 104);
  EXPECT_EQ((*descriptors)[1].length, 168);
  EXPECT_EQ((*descriptors)[1].sha256, crypto::sha256(parts[1]));
  EXPECT_EQ((*descriptors)[0].key_id, 1);
  EXPECT_EQ((*descriptors)[0].visibility, 3);
  EXPECT_EQ(check_parts(*descriptors, parts), PartsCheck::agree);
}

TEST(Descriptors, AreReadFromBytesAtAnyAddress) {
  const Bytes header = header_of(1, {part_of(1)});
  for (std::size_t shift = 0; shift < 8; ++shift) {
    Bytes shifted(shift);
    append(shifted, header);
    EXPECT_TRUE(read_descriptors(BytesView(shifted).subspan(shift)).has_value()) << shift;
  }
}

TEST(Descriptors, AreNotReadFromAnyTruncatedHeader) {
  const Bytes header = header_of(1, {part_of(1)});
  for (std::size_t length = 0; length < header.size(); ++length) {
    EXPECT_FALSE(read_descriptors(BytesView(header).first(length)).has_value()) << length;
  }
}

TEST(Descriptors, NeverCrashOnAChangedByte) {
  const Bytes header = header_of(1, {part_of(1), part_of(2)});
  for (std::size_t at = 0; at < header.size(); ++at) {
    for (const unsigned value : {0x00U, 0x01U, 0x7FU, 0x80U, 0xFFU}) {
      Bytes changed = header;
      changed[at] = static_cast<std::byte>(value);
      const auto read = read_descriptors(changed);
      EXPECT_TRUE(!read || read->size() <= 64);
    }
  }
}

TEST(Descriptors, TellHowPartsDiffer) {
  const auto descriptors = read_descriptors(header_of(1, {part_of(1)}));
  ASSERT_TRUE(descriptors.has_value());
  EXPECT_EQ(check_parts(*descriptors, {}), PartsCheck::wrong_number);
  const std::vector<Bytes> shorter = {part_of(1, 103)};
  EXPECT_EQ(check_parts(*descriptors, shorter), PartsCheck::wrong_length);
  const std::vector<Bytes> other = {part_of(9)};
  EXPECT_EQ(check_parts(*descriptors, other), PartsCheck::wrong_hash);
}

TEST(Record, IsReadWithItsHeaderAndNotWithLess) {
  const Bytes header = header_of(1, {});
  Frame frame = published_frame();
  frame.header_length = static_cast<std::uint32_t>(header.size());
  Bytes bytes = frame_bytes(frame);
  append(bytes, header);
  const auto record = read_record(bytes);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(to_bytes(record->header), header);
  EXPECT_EQ(record->stride() % 8, 0);
  EXPECT_FALSE(read_record(BytesView(bytes).first(bytes.size() - 1)).has_value());
}

}  // namespace
}  // namespace telaio::log::testing
