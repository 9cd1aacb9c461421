# What is installed where, and the Debian package made of it (tools/package). Nothing here makes data:
# a log is begun with `telaio init`, by somebody who decides where its keys and its anchor lie.
include(GNUInstallDirs)
set(shared ${CMAKE_INSTALL_DATADIR}/telaio)
set(packaging ${PROJECT_SOURCE_DIR}/tools/packaging)

install(TARGETS telaio RUNTIME)
# The program looks for these beside its own folder (tools/installation/shared_folder.hpp).
install(DIRECTORY config/ DESTINATION ${shared}/config
  PATTERN telaio.example.toml EXCLUDE PATTERN README.md EXCLUDE)
install(FILES src/http/openapi.json DESTINATION ${shared})
# Built before by tools/lib/common.sh (build_web); without it there is nothing to install.
install(DIRECTORY build/web/ DESTINATION ${shared}/web)
# The language of what is stored, for whoever reads a log without our code (docs/formats).
install(DIRECTORY schemas/ DESTINATION ${shared}/schemas FILES_MATCHING PATTERN "*.fbs")

install(FILES README.md CHANGELOG.md LICENSE ${packaging}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/guide docs/formats DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES config/telaio.example.toml DESTINATION /etc/telaio RENAME telaio.toml
  PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
install(FILES ${packaging}/telaio.service DESTINATION lib/systemd/system)
install(FILES ${packaging}/telaio.sysusers DESTINATION lib/sysusers.d RENAME telaio.conf)

# Only what is installed has to be built for it.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME telaio)
set(CPACK_PACKAGE_VENDOR Telaio)
set(CPACK_PACKAGE_CONTACT "Telaio <telaio@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "case file of an Italian social-services Ambito")
set(CPACK_PACKAGE_DESCRIPTION
  "An append-only, signed log of facts; everything people look at is computed from it. Service over
HTTPS with its browser application, and the operators' command line.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Time zones, and the letters' font: looked for at run time, so no linker knows of them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "tzdata, fonts-liberation")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${packaging}/conffiles ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm)
include(CPack)
