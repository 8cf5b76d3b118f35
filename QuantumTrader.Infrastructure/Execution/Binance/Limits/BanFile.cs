using System.Globalization;
using System.Text;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>
/// Until when the venue wants to hear nothing from this address, in the file <c>binance.ban</c>: whoever starts again during a ban and
/// asks makes it longer. One line: the time in milliseconds since 1970 UTC.
/// </summary>
public sealed class BanFile(IDisk disk, string directory)
{
    public const string FileName = "binance.ban";
    private const int LengthMax = 64;
    private readonly string _path = Path.Combine(directory, FileName);

    /// <summary>A damaged file is a ban of the shortest kind from now on.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    /// <summary>The longest that the venue bans for; a later time is not believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    /// <summary>Null when there is none, or it is over.</summary>
    /// <exception cref="IOException">The file is there and cannot be read.</exception>
    public DateTimeOffset? Read(DateTimeOffset nowUtc)
    {
        if (!disk.Exists(_path))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(DiskFile.ReadAll(disk, _path, LengthMax)).Trim();
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > (nowUtc + Longest).ToUnixTimeMilliseconds())
        {
            return nowUtc + Shortest;
        }

        var until = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return until > nowUtc ? until : null;
    }

    /// <exception cref="IOException">It could not be written; the ban holds in this process all the same.</exception>
    public void Write(DateTimeOffset untilUtc)
    {
        disk.CreateDirectory(directory);
        DiskFile.Replace(disk, _path, Encoding.ASCII.GetBytes(untilUtc.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + "\n"));
    }
}
