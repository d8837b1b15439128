# Turns the file FROM into the list of its bytes, for an array initialiser: cmake -DFROM=… -DTO=… -P embed.cmake
file(READ "${FROM}" bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
file(WRITE "${TO}" "${bytes}\n")
