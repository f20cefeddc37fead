/* Files of cases: read whole, and a folder of them as tests. What stands in one is its suite's affair. */
#ifndef CASE_FILES_H
#define CASE_FILES_H

#include <glib.h>

/* (transfer full) */
char *case_file_read (const char *path);

/* Paths of a folder's files whose names end so, in the order of the names. (transfer full) */
GPtrArray *case_files_list (const char *folder, const char *ending);

/* A test for each file of tests/`folder`: `name` and the file's, with its path as data. */
void case_files_add_tests (const char *folder, const char *name, GTestDataFunc function);

#endif
