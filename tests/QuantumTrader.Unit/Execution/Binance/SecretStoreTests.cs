using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance;

public sealed class SecretStoreTests : IDisposable
{
    private const string Key = "canary-key-0123456789-WXYZ";
    private const string Secret = "canary-secret-0123456789";
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();
    private readonly SecretStore _store;

    public SecretStoreTests() => _store = Store();

    [Fact]
    public void Store_SavedAndRead_GivesTheKeysAndKeepsThemHidden()
    {
        _store.Save(new(Key), new(Secret), Now);

        var options = new BinanceOptions { UseSecretFile = true };
        Assert.Null(_store.Fill(options));
        Assert.Equal((Key, Secret), (options.ApiKey!.Reveal(), options.ApiSecret!.Reveal()));
        Assert.DoesNotContain("canary", File.ReadAllText(_store.FilePath), StringComparison.Ordinal);
        Assert.Equal([SecretStore.FileName], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Store_SavedTwice_HoldsTheLast()
    {
        _store.Save(new(Key), new(Secret), Now);
        _store.Save(new("another-key-9876543210"), new("another-secret"), Now.AddDays(1));
        Assert.Equal(new SecretFacts("3210", Now.AddDays(1)), _store.Look(out _));
    }

    [Theory]
    [InlineData(Key, "WXYZ")]
    [InlineData("short", "***")]
    public void Look_TellsTheEndOfALongKeyOnlyAndSinceWhen(string key, string end)
    {
        _store.Save(new(key), new(Secret), Now);
        Assert.Equal(new SecretFacts(end, Now), _store.Look(out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_IsForItsOwnerAlone_AlsoWhereAnOpenOneWasLeft(bool wasLeft)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there the key ring is the user's
        }

        var beside = _store.FilePath + ".new";
        if (wasLeft)
        {
            File.WriteAllText(beside, "of an interrupted replacement");
            File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        _store.Save(new(Key), new(Secret), Now);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_store.FilePath));
    }

    [Fact]
    public void File_MissingDamagedOrOfAnotherKeyRing_IsNamedWithTheRemedyAndFillsNothing()
    {
        Refused("is not there");
        _store.Save(new(Key), new(Secret), Now);
        var whole = File.ReadAllBytes(_store.FilePath);
        File.WriteAllBytes(_store.FilePath, whole[..^1]);
        Refused("cannot be decrypted");
        File.WriteAllBytes(_store.FilePath, []);
        Refused("is empty");
        File.WriteAllBytes(_store.FilePath, new byte[64 * 1024]);
        Refused("cannot be read");
        Store().Save(new(Key), new(Secret), Now);
        Refused("cannot be decrypted");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void File_OpenToOthers_IsRefusedUntilItIsItsOwnersAlone(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _store.Save(new(Key), new(Secret), Now);
        File.SetUnixFileMode(_store.FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        Refused("by others than its owner: 'chmod 600' it.");
        File.SetUnixFileMode(_store.FilePath, UnixFileMode.UserRead);
        Assert.NotNull(_store.Look(out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_ThatIsAPipe_IsRefusedWithoutWaitingForAWriter(bool isLinked)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var pipe = isLinked ? _folder["elsewhere"] : _store.FilePath;
        using var make = System.Diagnostics.Process.Start("mkfifo", ["-m", "600", pipe]);
        await make.WaitForExitAsync();
        if (isLinked)
        {
            File.CreateSymbolicLink(_store.FilePath, pipe);
        }

        await Task.Run(() => Refused("is no regular file")).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Fill_WithAKeyInTheConfigurationToo_IsAContradiction()
    {
        _store.Save(new(Key), new(Secret), Now);
        Assert.Contains("Binance:ApiKey", _store.Fill(new BinanceOptions { UseSecretFile = true, ApiKey = new("plain") }), StringComparison.Ordinal);
        Assert.Contains("Binance:ApiSecret", _store.Fill(new BinanceOptions { UseSecretFile = true, ApiSecret = new("plain") }), StringComparison.Ordinal);
        Assert.Null(_store.Fill(new BinanceOptions { UseSecretFile = true, ApiKey = new("") }));
    }

    [Fact]
    public void Remove_DeletesItOnce()
    {
        _store.Save(new(Key), new(Secret), Now);
        Assert.True(_store.Remove());
        Assert.False(_store.Exists);
        Assert.False(_store.Remove());
    }

    public void Dispose() => _folder.Dispose();

    private SecretStore Store() => new(new EphemeralDataProtectionProvider(), PhysicalDisk.Instance, _folder.Path);

    private void Refused(string why)
    {
        var options = new BinanceOptions { UseSecretFile = true };
        var problem = _store.Fill(options);
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.StartsWith(_store.FilePath, problem, StringComparison.Ordinal);
        Assert.EndsWith(SecretStore.Remedy, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
        Assert.Equal((null, null), (options.ApiKey, options.ApiSecret));
    }
}
