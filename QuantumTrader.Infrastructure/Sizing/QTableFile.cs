using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Sizing;

/// <summary>
/// Keeps the Q-table in one file: after a crash at any moment it holds the old table or the new one, whole. What cannot be
/// trusted is put aside and never used in part.
/// </summary>
public sealed class QTableFile(string path)
{
    /// <summary>Encode on the thread that owns the table, then hand the bytes here; throws <see cref="IOException"/> when the disk refuses.</summary>
    public Task SaveAsync(byte[] encoded, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        stopping.ThrowIfCancellationRequested(); // Once begun it is finished.
        return DurableFile.ReplaceAsync(path, encoded);
    }

    public QTableLoad Load()
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new QTableLoad.Missing();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new QTableLoad.Rejected(Sentence(e.Message), PutAside());
        }

        var (image, problem) = QTableCodec.Decode(bytes);
        return image is not null ? new QTableLoad.Loaded(image) : new QTableLoad.Rejected(Sentence(problem!), PutAside());
    }

    /// <summary>Under the first free number, so that no earlier evidence is overwritten.</summary>
    private string? PutAside()
    {
        try
        {
            var number = 1;
            while (File.Exists($"{path}.rejected-{number}"))
            {
                number++;
            }

            File.Move(path, $"{path}.rejected-{number}");
            return $"{path}.rejected-{number}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Sentence(string problem) =>
        $"The Q-table {path} cannot be used: {problem.TrimEnd('.')}. Sizing starts untrained; restore a good copy and restart to use what was learned.";
}
