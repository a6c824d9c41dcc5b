package pizzashop.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import pizzashop.platform.process.PlatformDirectory;

/** Unpacks PostgreSQL's binaries, with links and the right to execute. */
final class PostgresArchive {

	private static final int EXECUTABLE = 0100;

	private PostgresArchive() {
	}

	/**
	 * Unpacks once; whoever comes second, another process perhaps, finds the whole
	 * folder.
	 */
	static void unpack(Path archive, Path target) throws IOException {
		if (Files.exists(target)) {
			return;
		}
		Path partial = Files.createTempDirectory(target.getParent(), "postgresql-");
		try (InputStream file = Files.newInputStream(archive);
				TarArchiveInputStream tar = new TarArchiveInputStream(
						new XZCompressorInputStream(new BufferedInputStream(file)))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				unpack(tar, entry, partial);
			}
			Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
			moveUnlessThere(partial, target);
		}
		finally {
			PlatformDirectory.deleteRecursively(partial);
		}
	}

	private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
		Path file = directory.resolve(entry.getName()).normalize();
		if (!file.startsWith(directory)) {
			throw new IOException("The archive has an entry outside of itself: " + entry.getName());
		}
		if (entry.isDirectory()) {
			Files.createDirectories(file);
			return;
		}
		Files.createDirectories(file.getParent());
		if (entry.isSymbolicLink()) {
			Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
			return;
		}
		Files.copy(tar, file);
		if ((entry.getMode() & EXECUTABLE) != 0) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
	}

	private static void moveUnlessThere(Path partial, Path target) throws IOException {
		try {
			Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			throw ex;
		}
		catch (FileSystemException ex) {
			if (!Files.exists(target)) {
				throw ex;
			}
		}
	}

}
