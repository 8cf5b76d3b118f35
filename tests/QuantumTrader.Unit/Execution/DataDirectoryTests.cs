using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution;

public sealed class DataDirectoryTests
{
    [Fact]
    public async Task Directory_MadeByTheApp_IsItsOwnersAlone()
    {
        using var folder = new TempFolder();
        var (lease, refusal) = await DataDirectoryLease.TryAcquireAsync(folder["data"]);
        using var _ = lease;

        Assert.Null(refusal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["data"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }
}
