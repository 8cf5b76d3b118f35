using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using Secret = QuantumTrader.Infrastructure.Execution.Binance.Secret;

namespace QuantumTrader.Unit.Execution.Binance;

public class SecretTests
{
    [Fact]
    public void Secret_Printed_IsAMask()
    {
        using var secret = new Secret("  hunter2 ");
        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", $"{secret}");
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(new BinanceOptions { ApiSecret = secret }), StringComparison.Ordinal);
        Assert.Equal("hunter2", secret.Reveal());
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Secret>("\"hunter2\""));
    }

    [Fact]
    public void Secret_Compared_IsEqualByContentOnly()
    {
        using var one = new Secret("hunter2");
        Assert.Equal(one, new Secret("hunter2"));
        Assert.NotEqual(one, new Secret("hunter3"));
        Assert.Equal(one.GetHashCode(), new Secret("hunter3").GetHashCode());
    }

    [Fact]
    public void Secret_Disposed_IsWiped()
    {
        var secret = new Secret("hunter2");
        secret.Dispose();
        Assert.True(secret.IsEmpty);
        Assert.True(secret.Bytes.TrimStart((byte)0).IsEmpty);
    }

    [Fact]
    public void Options_FromConfiguration_TakeSecretsOfText()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Binance:ApiKey", "k"), new("Binance:ApiSecret", "s"), new("Binance:Weights:GET /fapi/v1/income", "40")]).Build();
        var options = configuration.GetSection(BinanceOptions.Section).Get<BinanceOptions>()!;
        Assert.Equal(("k", "s", 40), (options.ApiKey!.Reveal(), options.ApiSecret!.Reveal(), options.Weights["GET /fapi/v1/income"]));
    }

    [Theory]
    [InlineData("abc-DEF_9/+=", true)]
    [InlineData("", true)]
    [InlineData("two words", false)]
    [InlineData("line\nbreak", false)]
    [InlineData("кlюч", false)]
    public void Secret_WithCharactersThatNoKeyHas_IsNotSound(string text, bool isSound)
    {
        using var secret = new Secret(text);
        Assert.Equal(isSound, secret.IsSound);
    }

    [Theory]
    [InlineData("Blocked: /fapi/v1/order?a=1&signature=0123abcd&b=2 by rule 7", "Blocked: /fapi/v1/order?a=1&signature=***&b=2 by rule 7")]
    [InlineData("<a href='/ws?LISTENKEY=xyz789'>", "<a href='/ws?LISTENKEY=***'>")]
    [InlineData("signature=", "signature=***")]
    [InlineData("signature=ab signature=cd", "signature=*** signature=***")]
    [InlineData("Signature for this request is not valid.", "Signature for this request is not valid.")]
    public void VenueText_ThatRepeatsOurAddress_IsMasked(string text, string shown) => Assert.Equal(shown, WireText.Clean(text));

    [Fact]
    public void VenueText_ThatRepeatsOurKey_IsMaskedBeforeItIsCut()
    {
        var text = new string('x', 195) + "the-key-of-ours";
        Assert.DoesNotContain("the-k", WireText.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"code":-1,"msg":"{{text}}"}"""), "the-key-of-ours").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-k", WireText.Read(System.Text.Encoding.UTF8.GetBytes(text), "the-key-of-ours").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_WhateverHappens_AreInNoLogAndNoFailure()
    {
        var log = new Lines();
        using var gateway = new Gateway(log: log);
        List<string> told = [];
        foreach (var answer in new[] { WireAnswer.Silence, WireAnswer.Cut, WireAnswer.Refused(-1022, "Signature for this request is not valid."), new(503, "<html>"), WireAnswer.Ok("{") })
        {
            gateway.Venue.On("POST /fapi/v1/order", answer).On("GET /fapi/v3/account", answer);
            told.Add((await gateway.SubmitAsync(Gateway.Entry())).ToString());
            told.Add((await gateway.RunAsync(gateway.Exchange.GetAccountAsync(CancellationToken.None))).Failure!);
        }

        told.AddRange(log.All);
        Assert.NotEmpty(log.All);
        Assert.All(told, t => Assert.DoesNotContain("canary", t, StringComparison.Ordinal));
        Assert.All(gateway.Venue.Calls, c => Assert.DoesNotContain(Gateway.SecretText, c.Raw + c.Parameters, StringComparison.Ordinal));
    }

    private sealed class Lines : ILogger<BinanceHttpApi>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception) + exception);
    }
}
