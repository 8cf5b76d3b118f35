namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A lock between processes that ends with its holder at the latest.</summary>
internal static class LockFile
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <exception cref="IOException">Somebody else holds it for longer than the limit.</exception>
    public static async Task<IDisposable> TakeAsync(string path, TimeSpan limit, CancellationToken stopping)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(since) < limit)
            {
                await Task.Delay(Interval, TimeProvider.System, stopping);
            }
        }
    }
}
