using Microsoft.Extensions.Configuration;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Unit.Hosting;

/// <summary>The encrypted file with the data directory's own keys, as the app finds it.</summary>
public sealed class VenueKeyFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IConfigurationRoot _used = Of(("Exchange:Provider", "Binance"), ("Binance:UseSecretFile", "true"));

    private string Data => _folder["data"];

    [Fact]
    public void Problem_OfASoundFile_IsNoneAndItsKeysAreUsed()
    {
        Write();
        Assert.Null(VenueKeyFile.Problem(_used, Data));
        var options = new BinanceOptions { UseSecretFile = true };
        new VenueKeyOptions(_used, Data).PostConfigure(null, options);
        Assert.Equal("the-key", options.ApiKey!.Reveal());
    }

    [Fact]
    public void Problem_WhereItIsNotUsed_IsNone()
    {
        Assert.Null(VenueKeyFile.Problem(Of(("Exchange:Provider", "Binance")), Data));
        Assert.Null(VenueKeyFile.Problem(Of(("Exchange:Provider", "Paper"), ("Binance:UseSecretFile", "true")), Data));
    }

    [Fact]
    public void Problem_WithoutAFile_NamesItAndTouchesNothing()
    {
        Assert.Contains(Path.Combine(Data, SecretStore.FileName), VenueKeyFile.Problem(_used, Data), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public void Problem_WithoutTheKeyRing_NamesItAndMakesNone()
    {
        Write();
        Directory.Delete(Path.Combine(Data, "keys"), recursive: true);
        Assert.Contains(Path.Combine(Data, "keys"), VenueKeyFile.Problem(_used, Data), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Data, "keys")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Problem_OfAnotherKeyRing_IsRefusedAndMakesNoKey(bool isEmpty)
    {
        Write();
        var keys = Path.Combine(Data, "keys");
        Directory.Delete(keys, recursive: true);
        Directory.CreateDirectory(keys);
        if (!isEmpty)
        {
            VenueKeyFile.With(_used, _folder["other"], mayMakeKeys: true, store => { store.Save(new("k"), new("s"), default); return true; });
            File.Copy(Assert.Single(Directory.GetFiles(_folder["other/keys"])), Path.Combine(keys, "key-other.xml"));
        }

        var refusal = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => new VenueKeyOptions(_used, Data).PostConfigure(null, new BinanceOptions { UseSecretFile = true }));
        Assert.Contains("cannot be decrypted", Assert.Single(refusal.Failures), StringComparison.Ordinal);
        Assert.Equal(isEmpty ? 0 : 1, Directory.GetFiles(keys).Length);
    }

    public void Dispose() => _folder.Dispose();

    private void Write()
    {
        Directory.CreateDirectory(Data);
        VenueKeyFile.With(_used, Data, mayMakeKeys: true, store => { store.Save(new("the-key"), new("the-secret"), default); return true; });
    }

    private static IConfigurationRoot Of(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
