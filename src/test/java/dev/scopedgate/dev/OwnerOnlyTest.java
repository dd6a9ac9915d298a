package dev.scopedgate.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system with modes, on one with access control lists, and on one with neither. */
public class OwnerOnlyTest {

    @Test
    void onlyTheUserMayUseADirectory(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("own"));

        OwnerOnly.restrict(directory);

        assertOwnerOnly(directory, "rwx------");
    }

    @Test
    void onlyTheUserMayUseAFile(@TempDir Path parent) throws IOException {
        Path file = Files.createFile(parent.resolve("own"));

        OwnerOnly.restrict(file);

        assertOwnerOnly(file, "rw-------");
    }

    @Test
    void onWindowsTheAccessListHasOnlyTheUserAndIsInherited() throws IOException {
        try (FileSystem windows = windows("acl")) {
            Path directory = Files.createDirectory(windows.getPath("C:\\project"));
            var others = windows.getUserPrincipalLookupService().lookupPrincipalByGroupName("Everyone");
            AclFileAttributeView view = Files.getFileAttributeView(directory, AclFileAttributeView.class);
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(others)
                    .setPermissions(AclEntryPermission.READ_DATA)
                    .build()));

            OwnerOnly.restrict(directory);

            assertOwnerOnly(directory, "");
            assertThat(view.getAcl())
                    .flatExtracting(AclEntry::flags)
                    .containsExactlyInAnyOrder(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
        }
    }

    @Test
    void aFileSystemWithoutPermissionsIsRefused() throws IOException {
        try (FileSystem fat = windows()) {
            Path file = Files.createFile(fat.getPath("C:\\state.json"));

            assertThatThrownBy(() -> OwnerOnly.restrict(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has no permissions")
                    .hasMessageContaining("NTFS");
        }
    }

    /** By its mode, or by an access control list with one entry. */
    public static void assertOwnerOnly(Path path, String mode) throws IOException {
        var posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (posix != null) {
            assertThat(PosixFilePermissions.toString(posix.readAttributes().permissions()))
                    .isEqualTo(mode);
            return;
        }
        assertThat(Files.getFileAttributeView(path, AclFileAttributeView.class).getAcl())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.type()).isEqualTo(AclEntryType.ALLOW);
                    assertThat(entry.principal().getName()).endsWith(System.getProperty("user.name"));
                    assertThat(entry.permissions()).isEqualTo(EnumSet.allOf(AclEntryPermission.class));
                });
    }

    private static FileSystem windows(String... permissions) {
        return Jimfs.newFileSystem(Configuration.windows().toBuilder()
                .setAttributeViews("basic", permissions)
                .build());
    }
}
