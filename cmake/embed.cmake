# Files that travel inside the program: the migrations and the texts of all modules.

function(embed_migrations target)
  file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
  set(out ${CMAKE_BINARY_DIR}/generated/migrations_embedded.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/embed_migrations.py ${out} ${migrations}
    DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/tools/embed_migrations.py VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()

function(embed_texts target)
  file(GLOB_RECURSE texts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*/texts.json)
  set(out ${CMAKE_BINARY_DIR}/generated/texts_embedded.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/embed_texts.py ${out} ${texts}
    DEPENDS ${texts} ${CMAKE_SOURCE_DIR}/tools/embed_texts.py VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
