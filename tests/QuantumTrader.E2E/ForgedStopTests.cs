namespace QuantumTrader.E2E;

public sealed class ForgedStopTests(SharedConsole console) : SharedAppTest(console)
{
    [Fact]
    public async Task EmergencyForm_PostedWithoutToken_StopsNothing()
    {
        using var http = new HttpClient { BaseAddress = new Uri(App.Url) };
        using var form = new FormUrlEncodedContent([new("reason", "forged")]);
        using var answer = await http.PostAsync(new Uri("/emergency", UriKind.Relative), form);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was stopped", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain("STOP again", await App.Browser.TextAsync("/emergency"), StringComparison.Ordinal);
    }
}
