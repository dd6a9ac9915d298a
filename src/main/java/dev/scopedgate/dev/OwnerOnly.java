package dev.scopedgate.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Lets only the user who runs this process use a file or directory: by mode on Linux and macOS, by an access control list
 * on Windows. Throws where the file system has neither.
 */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Call this before anything is written: on Windows, existing files in a directory keep their own list. */
    public static void restrict(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        var posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        var acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"));
        } else if (acl != null && Files.getFileStore(path).supportsFileAttributeView(AclFileAttributeView.class)) {
            acl.setAcl(List.of(everything(user(path), directory)));
        } else {
            throw new IOException(
                    path + " is on a file system that has no permissions: move the project to another one,"
                            + " on Windows to NTFS");
        }
    }

    private static AclEntry everything(UserPrincipal user, boolean inherited) {
        return AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(user)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(inherited ? Set.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT) : Set.of())
                .build();
    }

    /**
     * The account of this process, not the owner of the file: what an administrator creates belongs to the
     * administrators group, whose rights PostgreSQL drops. With the domain, without which Windows finds no Microsoft
     * Entra ID account.
     */
    private static UserPrincipal user(Path path) throws IOException {
        String domain = System.getenv("USERDOMAIN");
        String name = (domain == null ? "" : domain + "\\") + System.getProperty("user.name");
        try {
            return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException("cannot restrict " + path + ": the user " + name + " is unknown", e);
        }
    }
}
