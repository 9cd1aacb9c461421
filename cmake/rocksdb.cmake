# SPDX-License-Identifier: EUPL-1.2
# Which RocksDB everything is linked with. Debian's library is built with its assertions and without
# the processor's CRC instructions and costs more than twice the processor time per event; `optimised`
# is the same source package built properly, once, by tools/lib/optimised-rocksdb.sh.
set(TELAIO_ROCKSDB "system" CACHE STRING "RocksDB: Debian's library (system), or its source (optimised)")
set_property(CACHE TELAIO_ROCKSDB PROPERTY STRINGS system optimised)

if(TELAIO_ROCKSDB STREQUAL "system")
  find_package(RocksDB REQUIRED)
elseif(TELAIO_ROCKSDB STREQUAL "optimised")
  execute_process(
    COMMAND ${PROJECT_SOURCE_DIR}/tools/lib/optimised-rocksdb.sh
    OUTPUT_VARIABLE TELAIO_ROCKSDB_FOLDER OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "RocksDB could not be built from Debian's source package.")
  endif()
  find_package(RocksDB REQUIRED CONFIG NO_DEFAULT_PATH PATHS ${TELAIO_ROCKSDB_FOLDER})
  # Targets name the library as Debian's package does, whichever it is.
  add_library(RocksDB::rocksdb-shared INTERFACE IMPORTED)
  target_link_libraries(RocksDB::rocksdb-shared INTERFACE RocksDB::rocksdb)
else()
  message(FATAL_ERROR "TELAIO_ROCKSDB is system or optimised, not ${TELAIO_ROCKSDB}.")
endif()
