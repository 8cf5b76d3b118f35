using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Unit.Execution.Binance;

public class BinanceCodesTests
{
    /// <summary>Every row of the venue's table, with what follows for a change and for a question.</summary>
    public static TheoryData<string, Reaction, Reaction> Rows => new()
    {
        { "-1000", Reaction.Unknown, Reaction.Retry },
        { "-1001", Reaction.Unknown, Reaction.Retry },
        { "-1002 -1011 -2014 -2015 -2017", Reaction.Halt, Reaction.Halt },
        { "-1003", Reaction.Wait, Reaction.Wait },
        { "-1006 -1007", Reaction.Unknown, Reaction.Retry },
        { "-1008", Reaction.Retry, Reaction.Retry },
        { "-1010 -1013 -1014 -1020 -1116 -1117 -1128 -1130", Reaction.Refuse, Reaction.Refuse },
        { "-1015", Reaction.Wait, Reaction.Wait },
        { "-1016", Reaction.Retry, Reaction.Retry },
        { "-1021 -5028", Reaction.Resync, Reaction.Resync },
        { "-1022", Reaction.Halt, Reaction.Halt },
        { "-1099", Reaction.Halt, Reaction.Halt },
        { "-1100 -1101 -1102 -1103 -1104 -1105 -1106 -1114 -1115", Reaction.Refuse, Reaction.Refuse },
        { "-1111 -4014 -4023", Reaction.Reread, Reaction.Reread },
        { "-1112", Reaction.Retry, Reaction.Retry },
        { "-1121 -4141 -4140 -1122 -5024", Reaction.Refuse, Reaction.Refuse },
        { "-1125", Reaction.Reread, Reaction.Reread },
        { "-2010", Reaction.Refuse, Reaction.Refuse },
        { "-2011 -2012 -2013", Reaction.Ask, Reaction.Reread },
        { "-2018 -2019 -4050 -4051", Reaction.Refuse, Reaction.Refuse },
        { "-2020", Reaction.Retry, Reaction.Retry },
        { "-2021 -4142", Reaction.Refuse, Reaction.Refuse },
        { "-2022", Reaction.Reread, Reaction.Reread },
        { "-2023", Reaction.Halt, Reaction.Halt },
        { "-2024", Reaction.Reread, Reaction.Reread },
        { "-2025 -4045 -2026 -2027 -2028", Reaction.Refuse, Reaction.Refuse },
        { "-4000 -4001 -4002 -4003 -4004 -4005 -4006 -4007 -4008 -4009 -4010 -4011 -4012 -4013", Reaction.Reread, Reaction.Reread },
        { "-4015", Reaction.Refuse, Reaction.Refuse },
        { "-4116 -4117", Reaction.Ask, Reaction.Retry },
        { "-4016 -4024 -4183 -4184 -4210 -4211", Reaction.Reread, Reaction.Reread },
        { "-4028", Reaction.Refuse, Reaction.Refuse },
        { "-4046 -4059 -4171 -5027", Reaction.Done, Reaction.Done },
        { "-4047 -4048 -4067 -4068", Reaction.Refuse, Reaction.Refuse },
        { "-4060 -4061 -4062", Reaction.Halt, Reaction.Halt },
        { "-4087 -4088 -4400 -4401 -4109", Reaction.Halt, Reaction.Halt },
        { "-4118", Reaction.Reread, Reaction.Reread },
        { "-4120", Reaction.Refuse, Reaction.Refuse },
        { "-4131", Reaction.Retry, Reaction.Retry },
        { "-4137 -4138 -4139 -4161", Reaction.Refuse, Reaction.Refuse },
        { "-4164 -5029", Reaction.Refuse, Reaction.Refuse },
        { "-4192 -4202 -4203 -4204 -4205 -4206 -4207 -4208 -4209 -4402 -4403", Reaction.Halt, Reaction.Halt },
        { "-5021 -5022 -5041", Reaction.Refuse, Reaction.Refuse },
        { "-4531", Reaction.Halt, Reaction.Halt },
        { "-9999 -31337", Reaction.Unknown, Reaction.Retry },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Reaction_ToEveryCode_IsTheTables(string codes, Reaction onChange, Reaction onRead)
    {
        foreach (var code in Codes(codes))
        {
            Assert.Equal((code, onChange, onRead), (code, BinanceCodes.ReactionTo(code, isChange: true), BinanceCodes.ReactionTo(code, isChange: false)));
            Assert.Equal(onChange != Reaction.Unknown, BinanceCodes.IsCertain(code));
        }
    }

    [Fact]
    public void Table_HoldsNothingThatIsNotTested() =>
        Assert.Empty(BinanceCodes.All.Select(r => r.Code).Except(Rows.SelectMany(r => Codes((string)r[0]))));

    [Theory]
    [InlineData(503, 0, "Unknown error, please check your request or try again later.", false)]
    [InlineData(503, -1000, "Unknown error, please check your request or try again later.", false)]
    [InlineData(503, 0, "Service Unavailable.", true)]
    [InlineData(503, -1001, "Internal error; unable to process your request. Please try again.", true)]
    [InlineData(503, -1008, "Request throttled by system-level protection.", true)]
    [InlineData(503, 0, "<html><title>503 Service Temporarily Unavailable</title>", false)]
    [InlineData(500, -1000, "Request occur unknown error.", false)]
    [InlineData(502, 0, "<html>bad gateway</html>", false)]
    [InlineData(504, -2019, "Margin is insufficient.", false)]
    [InlineData(408, -1007, "Timeout waiting for response from backend server.", false)]
    [InlineData(408, -2019, "Margin is insufficient.", false)]
    [InlineData(403, 0, "<html>forbidden</html>", true)]
    [InlineData(418, -1003, "Way too many requests; IP banned until 1700000000000.", true)]
    [InlineData(429, -1003, "Too many requests.", true)]
    [InlineData(400, -2019, "Margin is insufficient.", true)]
    [InlineData(400, -1007, "Timeout", false)]
    [InlineData(400, 0, "garbage", false)]
    [InlineData(400, -77777, "something new", false)]
    [InlineData(302, 0, "", false)]
    public void Change_RefusedByStatusAndWords_IsCertainOrNot(int status, int code, string text, bool isCertain) =>
        Assert.Equal(isCertain, HttpVerdict.IsCertainFailure(status, code, text));

    private static IEnumerable<int> Codes(string codes) => codes.Split(' ').Select(c => int.Parse(c, System.Globalization.CultureInfo.InvariantCulture));
}
