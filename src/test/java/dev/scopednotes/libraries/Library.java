package dev.scopednotes.libraries;

import org.apache.maven.artifact.versioning.ComparableVersion;

/** A library that ships: its Maven coordinates, and the file that it was found in. */
record Library(String group, String artifact, String version, String file) {

    /** Whether it is older than that version, in the order of Maven (alpha, beta, rc, release; Final is a release). */
    boolean isBelow(String floor) {
        return new ComparableVersion(version).compareTo(new ComparableVersion(floor)) < 0;
    }

    String name() {
        return group + ":" + artifact;
    }

    @Override
    public String toString() {
        return name() + " " + version + " in " + file;
    }
}
