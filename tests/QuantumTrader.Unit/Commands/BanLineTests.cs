using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Unit.Commands;

public sealed class BanLineTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Status_DuringABan_SaysUntilWhenAndAfterItNothing()
    {
        using var folder = new TempFolder();
        Assert.Null(BanLine.Of(folder.Path, Now));
        new BanFile(PhysicalDisk.Instance, folder.Path).Write(Now.AddDays(2));
        Assert.StartsWith("venue     banned this address until 2026-03-03 12:00:00Z", BanLine.Of(folder.Path, Now), StringComparison.Ordinal);
        Assert.Null(BanLine.Of(folder.Path, Now.AddDays(2)));
    }

    [Fact]
    public void Status_WithAFileThatCannotBeRead_SaysSoAndGoesOn()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, BanFile.FileName), new string('9', 1_000));
        Assert.StartsWith("venue     not known: binance.ban cannot be read", BanLine.Of(folder.Path, Now), StringComparison.Ordinal);
    }
}
