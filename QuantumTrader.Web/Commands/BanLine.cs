using System.Globalization;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Web.Commands;

/// <summary>What the file of the venue's ban says, for whoever asks on the command line, with an engine or without.</summary>
internal static class BanLine
{
    /// <summary>Null: the venue may be asked as far as the file knows.</summary>
    public static string? Of(string directory, DateTimeOffset nowUtc)
    {
        try
        {
            return new BanFile(PhysicalDisk.Instance, directory).Read(nowUtc) is { } until
                ? string.Create(CultureInfo.InvariantCulture, $"venue     banned this address until {until:u}: nothing is sent before, no cancel and no close either ({BanFile.FileName})")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"venue     not known: {BanFile.FileName} cannot be read: {e.Message}";
        }
    }
}
