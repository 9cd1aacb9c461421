// SPDX-License-Identifier: EUPL-1.2
#include "http/tls_certificate.hpp"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "crypto/random.hpp"

namespace telaio::http {

namespace {

template <auto free_it>
struct FreedBy {
  template <class T>
  void operator()(T* pointer) const {
    free_it(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, FreedBy<BN_free>>;

constexpr std::int64_t seconds_per_day = 86'400;

Fault create_fault() {
  const unsigned long error = ERR_get_error();
  const char* reason = error == 0 ? nullptr : ERR_reason_error_string(error);
  return Fault{"tls.create", reason == nullptr ? "OpenSSL refused" : reason};
}

bool add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string all = "IP:127.0.0.1,IP:::1";
  for (const std::string& name : names) all += ",DNS:" + name;
  return all;
}

bool set_serial(X509* certificate) {
  auto bytes = crypto::random_bytes<16>();
  bytes[0] &= std::byte{0x7F};  // Positive.
  const Number number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

Certificate self_signed(EVP_PKEY* key, const std::vector<std::string>& names, Instant now) {
  Certificate certificate(X509_new());
  X509* x509 = certificate.get();
  if (x509 == nullptr || X509_set_version(x509, X509_VERSION_3) != 1 || !set_serial(x509)) {
    return nullptr;
  }
  // A day of grace for clocks that are behind.
  const time_t start = now.micros() / Instant::micros_per_second - seconds_per_day;
  ASN1_TIME_set(X509_getm_notBefore(x509), start);
  ASN1_TIME_set(X509_getm_notAfter(x509), start + self_signed_days * seconds_per_day);
  X509_NAME* name = X509_get_subject_name(x509);
  const std::string& common = names.empty() ? std::string("localhost") : names.front();
  const auto* text = reinterpret_cast<const unsigned char*>(common.c_str());
  const bool named = X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1 &&
                     X509_set_issuer_name(x509, name) == 1 && X509_set_pubkey(x509, key) == 1;
  const bool extended = named && add_extension(x509, NID_basic_constraints, "critical,CA:FALSE") &&
                        add_extension(x509, NID_key_usage, "critical,digitalSignature") &&
                        add_extension(x509, NID_ext_key_usage, "serverAuth") &&
                        add_extension(x509, NID_subject_alt_name, alternative_names(names));
  if (!extended || X509_sign(x509, key, EVP_sha256()) == 0) return nullptr;
  return certificate;
}

std::string content_of(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

// Whole or not at all: a start that is cut in the middle leaves no half key behind.
Result<Done, Fault> write_file(const std::filesystem::path& path, const std::string& content,
                               mode_t mode) {
  const std::filesystem::path temporary = path.string() + ".new";
  ::unlink(temporary.c_str());
  const int file = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
  if (file < 0) return Fault{"tls.folder", std::strerror(errno)};
  const ssize_t written = ::write(file, content.data(), content.size());
  const bool whole = written == static_cast<ssize_t>(content.size()) && ::fsync(file) == 0;
  const bool closed = ::close(file) == 0;
  if (!whole || !closed || ::rename(temporary.c_str(), path.c_str()) != 0) {
    return Fault{"tls.folder", std::strerror(errno)};
  }
  return Done{};
}

}  // namespace

Result<TlsFiles, Fault> ensure_certificate(const std::filesystem::path& folder,
                                           const std::vector<std::string>& names, Instant now) {
  const TlsFiles files{folder / "tls.crt", folder / "tls.key"};
  std::error_code error;
  const bool has_certificate = std::filesystem::exists(files.certificate, error);
  const bool has_key = std::filesystem::exists(files.key, error);
  if (has_certificate && has_key) return files;
  // The key is written first: a key alone is what a start cut in the middle leaves.
  if (has_certificate) return Fault{"tls.incomplete", "tls.crt without tls.key"};

  std::filesystem::create_directories(folder, error);
  if (error) return Fault{"tls.folder", error.message()};

  const Key key(EVP_EC_gen("P-256"));
  if (!key) return create_fault();
  const Certificate certificate = self_signed(key.get(), names, now);
  if (!certificate) return create_fault();
  const Memory key_text(BIO_new(BIO_s_mem()));
  const Memory certificate_text(BIO_new(BIO_s_mem()));
  if (!key_text || !certificate_text ||
      PEM_write_bio_PKCS8PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr,
                                    nullptr) != 1 ||
      PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1) {
    return create_fault();
  }
  const auto key_written = write_file(files.key, content_of(key_text.get()), 0400);
  if (!key_written) return key_written.error();
  const auto written = write_file(files.certificate, content_of(certificate_text.get()), 0444);
  if (!written) return written.error();
  return files;
}

}  // namespace telaio::http
